namespace CausalLogs;

/// <summary>What the services log: each step of an order causes the next.</summary>
internal static partial class Steps
{
    [LoggerMessage(1, LogLevel.Information, "order {Order}, step 1: taken")]
    public static partial void Taken(ILogger logger, int order);

    [LoggerMessage(2, LogLevel.Information, "order {Order}, step 2: looking for it in the store")]
    public static partial void Looking(ILogger logger, int order);

    [LoggerMessage(3, LogLevel.Information, "order {Order}, step 3: told the store the price")]
    public static partial void Priced(ILogger logger, int order);

    [LoggerMessage(4, LogLevel.Information, "order {Order}, step 4: reserved in the store")]
    public static partial void Reserved(ILogger logger, int order);

    [LoggerMessage(5, LogLevel.Information, "order {Order}, step 5: confirmed to the customer")]
    public static partial void Confirmed(ILogger logger, int order);
}
