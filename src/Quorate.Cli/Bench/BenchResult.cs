namespace Quorate.Cli.Bench;

/// <summary>What a load reached; the shape of <c>quorate bench --json</c>.</summary>
/// <param name="Operation">put, get or mixed.</param>
/// <param name="Endpoints">The servers used.</param>
/// <param name="Clients">Requests in flight.</param>
/// <param name="Connections">Connections used.</param>
/// <param name="Keys">Different keys.</param>
/// <param name="ValueBytes">Bytes of each value.</param>
/// <param name="Seconds">How long was measured.</param>
/// <param name="Operations">Requests that succeeded.</param>
/// <param name="PerSecond">Requests that succeeded, per second.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P99">Latency that 99 % stay within, in milliseconds.</param>
/// <param name="P999">Latency that 99.9 % stay within, in milliseconds.</param>
/// <param name="Max">The longest latency in milliseconds.</param>
/// <param name="LongestGap">The longest time without any success, in milliseconds.</param>
/// <param name="Errors">Requests that failed, by the text of the error.</param>
internal sealed record BenchResult(
    string Operation,
    IReadOnlyList<string> Endpoints,
    int Clients,
    int Connections,
    int Keys,
    int ValueBytes,
    double Seconds,
    long Operations,
    double PerSecond,
    double P50,
    double P99,
    double P999,
    double Max,
    double LongestGap,
    IReadOnlyDictionary<string, long> Errors);
