using Microsoft.Extensions.Logging;

namespace Quorate.Cli.Serving;

/// <summary>What <c>quorate serve</c> itself logs.</summary>
internal static partial class ServeLog
{
    [LoggerMessage(50, LogLevel.Warning, "{Warning}")]
    public static partial void Certificate(ILogger logger, string warning);
}
