using System.Diagnostics;
using System.Globalization;

namespace Quorate.Clocks.Tests;

/// <summary>
/// A process that is killed while it issues times, and started again, never repeats one (clocks.md P2).
/// </summary>
public sealed class KillTests : IDisposable
{
    private static readonly string s_issuer =
        Path.Combine(AppContext.BaseDirectory, "Quorate.Clocks.Issuer.dll");

    private readonly string _folder = Directory.CreateTempSubdirectory("quorate-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("lamport")]
    [InlineData("hybrid")]
    public async Task TimesGoOnRisingAfterEachKill(string kind)
    {
        ulong last = 0;
        for (var life = 0; life < 4; life++)
        {
            // Each life's wall clock is an hour behind that of the life before.
            var lines = await LiveAsync(kind, setBackSeconds: life * 3600, linesUntilKill: 1000 + (life * 777));
            Assert.True(lines[0] > last, $"{kind}: life {life} begins with {lines[0]} after {last}");
            Assert.True(lines.Zip(lines.Skip(1)).All(pair => pair.First < pair.Second), "time went back in one life");
            last = lines[^1];
        }
    }

    private async Task<List<ulong>> LiveAsync(string kind, int setBackSeconds, int linesUntilKill)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { s_issuer, kind, Path.Combine(_folder, kind), $"{setBackSeconds}" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var times = new List<ulong>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            // The kill may cut the last line.
            if (!ulong.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
                || (times.Count > 0 && line.Length < $"{times[^1]}".Length))
            {
                break;
            }

            times.Add(time);
            if (times.Count == linesUntilKill)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(times.Count >= linesUntilKill, await errors);
        return times;
    }
}
