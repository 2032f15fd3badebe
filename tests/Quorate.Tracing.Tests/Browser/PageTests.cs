using System.Text.Json;

namespace Quorate.Tracing.Tests.Browser;

/// <summary>The page of a trace in a real browser.</summary>
public sealed class PageTests
{
    // What each event's place is lit as: p past, f future, h the event itself, - neither.
    private const string Lit =
        "Array.from(document.querySelectorAll('#scene .e'), e => e.classList.contains('past') ? 'p'"
        + " : e.classList.contains('future') ? 'f' : e.classList.contains('on') ? 'h' : '-').join('')";

    private const string Overlaps =
        """
        (() => {
          const boxes = Array.from(document.querySelectorAll('#scene text'))
            .filter(text => text.style.display !== 'none')
            .map(text => ({ text: text.textContent, box: text.getBoundingClientRect() }));
          const found = [];
          boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
            const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
            const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
            if (wide > 1 && high > 3) found.push(`${a.text} / ${b.text}`);
          }));
          return found.concat(boxes.length < 10 ? ['too few texts: ' + boxes.length] : []).join(', ');
        })()
        """;

    [Fact]
    public async Task AClickLightsExactlyTheCausalPastAndFuture()
    {
        var trace = Runs.Script("view-change");
        await using var browser = await Chromium.OpenAsync(HtmlPage.Write(trace));
        var drawn = QuietHeartbeats.LeaveOut(trace, out _).Events.Where(stamped => stamped.Event.IsOfProcess).ToList();
        // Receipts stand alone at their places, and the first ones are on the screen.
        var receipts = Enumerable.Range(0, drawn.Count).Where(index => drawn[index].Event.Kind == TracedKind.Receive);
        foreach (var chosen in receipts.Take(12))
        {
            var box = await browser.EvaluateAsync(
                $"(() => {{ const b = document.querySelectorAll('#scene .e')[{chosen}].getBoundingClientRect();"
                + " return [b.x + b.width / 2, b.y + b.height / 2]; })()");
            await browser.ClickAsync(box[0].GetDouble(), box[1].GetDouble());
            var expected = string.Concat(drawn.Select(stamped => HappensBefore.Order(stamped, drawn[chosen]) switch
            {
                CausalOrder.Before => 'p',
                CausalOrder.After => 'f',
                CausalOrder.Same => 'h',
                _ => '-',
            }));
            Assert.Equal(expected, (await browser.EvaluateAsync(Lit)).GetString());
            var panel = (await browser.EvaluateAsync("document.getElementById('panel').textContent")).GetString();
            var before = expected.Count(letter => letter == 'p');
            Assert.Contains($"{before} events happened before", panel, StringComparison.Ordinal);
            Assert.Contains($"Lamport {drawn[chosen].Lamport}", panel, StringComparison.Ordinal);
        }

        AssertQuiet(browser);
    }

    [Fact]
    public async Task TheKeyboardGoesFromEventToEventLightsAndClears()
    {
        await using var browser = await Chromium.OpenAsync(HtmlPage.Write(Runs.Script("normal-case")));
        await browser.EvaluateAsync("document.getElementById('main').focus()");
        foreach (var key in new[] { "ArrowRight", "ArrowRight", "ArrowDown", "Enter" })
        {
            await browser.PressAsync(key);
        }

        var lit = (await browser.EvaluateAsync(Lit)).GetString()!;
        Assert.Equal(1, lit.Count(letter => letter == 'h'));
        Assert.Contains('f', lit);
        await browser.PressAsync("Escape");
        Assert.Equal(0, (await browser.EvaluateAsync(
            "document.querySelectorAll('#scene.lit').length")).GetInt32());
        AssertQuiet(browser);
    }

    [Fact]
    public async Task NoTextCoversAnotherInTheFontsThatTheBrowserTakes()
    {
        await using var browser = await Chromium.OpenAsync(HtmlPage.Write(Runs.Seed(6, 1_000).Trace));
        foreach (var zoom in new[] { "1", "2.1", "0.5", "0.2" })
        {
            await browser.EvaluateAsync($"zoomTo({zoom})");
            Assert.Equal("", (await browser.EvaluateAsync(Overlaps)).GetString());
        }

        AssertQuiet(browser);
    }

    private static void AssertQuiet(Chromium browser)
    {
        Assert.DoesNotContain(browser.Events, happened => MethodOf(happened) == "Runtime.exceptionThrown");
        Assert.All(
            browser.Events.Where(happened => MethodOf(happened) == "Network.requestWillBeSent"),
            happened => Assert.StartsWith(
                "file://",
                happened.GetProperty("params").GetProperty("request").GetProperty("url").GetString(),
                StringComparison.Ordinal));
    }

    private static string? MethodOf(JsonElement happened) => happened.GetProperty("method").GetString();
}
