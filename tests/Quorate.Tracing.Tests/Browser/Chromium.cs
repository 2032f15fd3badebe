using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Quorate.Tracing.Tests.Browser;

/// <summary>Debian's Chromium without a window, with one page, driven over the DevTools protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Without those about the network, the browser asks its maker's hosts at every start.
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--remote-debugging-port=0",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
        "--window-size=1440,900",
    ];

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly List<JsonElement> _events = [];
    private readonly byte[] _buffer = new byte[1 << 16];
    private string _session = "";
    private int _calls;

    private Chromium(Process process, string profile)
    {
        _process = process;
        _profile = profile;
    }

    /// <summary>What the page and the network did since it was opened.</summary>
    public IReadOnlyList<JsonElement> Events => _events;

    /// <summary>Opens a page; skips the test where there is no browser, and fails it in CI.</summary>
    public static async Task<Chromium> OpenAsync(string page)
    {
        var isThere = File.Exists(Program);
        Assert.False(!isThere && Environment.GetEnvironmentVariable("CI") == "true", "apt-get install chromium");
        Assert.SkipUnless(isThere, $"'{Program}' is not installed: apt-get install chromium");
        var profile = Directory.CreateTempSubdirectory("quorate-browser-").FullName;
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in Arguments.Append($"--user-data-dir={profile}").Append("about:blank"))
        {
            start.ArgumentList.Add(argument);
        }

        var browser = new Chromium(Process.Start(start)!, profile);
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            await browser.ConnectAsync(patience.Token);
            var file = Path.Combine(profile, "page.html");
            await File.WriteAllTextAsync(file, page, patience.Token);
            await browser.CallAsync("Page.navigate", $$"""{"url":"file://{{file}}"}""");
            await browser.WaitForAsync("Page.loadEventFired");
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Evaluates an expression in the page; its value has to be JSON.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression)
    {
        var result = await CallAsync(
            "Runtime.evaluate",
            $$"""{"expression":{{Quote(expression)}},"returnByValue":true,"awaitPromise":true}""");
        Assert.False(result.TryGetProperty("exceptionDetails", out var details), $"{expression}: {details}");
        return result.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    /// <summary>Clicks at a place of the window.</summary>
    public async Task ClickAsync(double x, double y)
    {
        foreach (var type in new[] { "mouseMoved", "mousePressed", "mouseReleased" })
        {
            await CallAsync(
                "Input.dispatchMouseEvent",
                FormattableString.Invariant(
                    $"{{\"type\":\"{type}\",\"x\":{x},\"y\":{y},\"button\":\"left\",\"clickCount\":1}}"));
        }
    }

    /// <summary>Presses a key.</summary>
    public async Task PressAsync(string key)
    {
        await CallAsync("Input.dispatchKeyEvent", $$"""{"type":"keyDown","key":{{Quote(key)}}}""");
        await CallAsync("Input.dispatchKeyEvent", $$"""{"type":"keyUp","key":{{Quote(key)}}}""");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        const string Sign = "DevTools listening on ";
        string? line;
        do
        {
            line = await _process.StandardError.ReadLineAsync(cancellationToken);
            Assert.True(line is not null, "the browser ended before it listened");
        }
        while (!line.StartsWith(Sign, StringComparison.Ordinal));

        await _socket.ConnectAsync(new Uri(line[Sign.Length..]), cancellationToken);
        var target = await CallAsync("Target.createTarget", """{"url":"about:blank"}""");
        var id = target.GetProperty("targetId").GetString();
        var attached = await CallAsync("Target.attachToTarget", $$"""{"targetId":"{{id}}","flatten":true}""");
        _session = attached.GetProperty("sessionId").GetString()!;
        foreach (var domain in new[] { "Page", "Runtime", "Network" })
        {
            await CallAsync($"{domain}.enable", "{}");
        }
    }

    private async Task<JsonElement> CallAsync(string method, string parameters)
    {
        var id = ++_calls;
        var session = _session.Length == 0 ? "" : $"\"sessionId\":\"{_session}\",";
        var text = $"{{\"id\":{id},{session}\"method\":\"{method}\",\"params\":{parameters}}}";
        using var patience = new CancellationTokenSource(Patience);
        await _socket.SendAsync(
            Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        while (true)
        {
            var message = await ReceiveAsync(patience.Token);
            if (message.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
            {
                Assert.False(message.TryGetProperty("error", out var error), $"{method}: {error}");
                return message.GetProperty("result");
            }
        }
    }

    private async Task WaitForAsync(string method)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!_events.Exists(happened => happened.GetProperty("method").GetString() == method))
        {
            await ReceiveAsync(patience.Token);
        }
    }

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken);
            bytes.Write(_buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        using var document = JsonDocument.Parse(bytes.ToArray());
        var message = document.RootElement.Clone();
        if (message.TryGetProperty("method", out _))
        {
            _events.Add(message);
        }

        return message;
    }
}
