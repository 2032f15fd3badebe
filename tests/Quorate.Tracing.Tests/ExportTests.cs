using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Quorate.Tracing.Tests;

/// <summary>The written forms of a trace.</summary>
public sealed class ExportTests
{
    [Fact]
    public void NdjsonReadsBackAsItWasWritten()
    {
        foreach (var trace in new[] { Runs.Script("normal-case"), Runs.Seed(4, 500, TracePart.Last).Trace })
        {
            Assert.True(NdjsonReader.TryRead(NdjsonWriter.Write(trace), out var read, out var error), error);
            Assert.Equal(trace.Events, read!.Events);
            Assert.Equal(trace.Processes, read.Processes);
            Assert.Equal(trace.Marks, read.Marks);
            Assert.Equal(
                (trace.Title, trace.OmittedBefore, trace.OmittedAfter),
                (read.Title, read.OmittedBefore, read.OmittedAfter));
        }
    }

    [Fact]
    public void NdjsonIsWrittenAsTheDocumentedSchemaSays()
    {
        var trace = Trace.Of("two \"replicas\"", Runs.Processes,
        [
            Runs.Event(1, 0, TracedKind.ViewEntered) with { View = 1, Op = 2, Commit = 1, IsPrimary = true },
            Runs.Event(2, 0, TracedKind.Send, 7, 1, "Prepare 3") with { Detail = "round 4" },
        ]);
        Assert.Equal(
            """
            {"format":"quorate-trace","version":1,"title":"two \u0022replicas\u0022","processes":[
             {"name":"r0","role":"replica"},{"name":"r1","role":"replica"},{"name":"c0","role":"client"}],
             "omittedBefore":0,"omittedAfter":0,"marks":[]}
            {"number":1,"time":100000,"process":"r0","kind":"viewEntered","label":"x",
             "view":1,"op":2,"commit":1,"primary":true,"lamport":1,"vector":[1]}
            {"number":2,"time":200000,"process":"r0","kind":"send","label":"Prepare 3","detail":"round 4",
             "peer":"r1","message":7,"family":"order","lamport":2,"vector":[2]}

            """.ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal),
            NdjsonWriter.Write(trace));
    }

    [Theory]
    [InlineData("", "the trace is empty")]
    [InlineData("hello", "line 1: not JSON")]
    [InlineData("[]", "line 1: not a JSON object")]
    [InlineData("{\"format\":\"other\"}", "line 1: the first line is not the header")]
    [InlineData("{\"format\":\"quorate-trace\",\"version\":2}", "line 1: version 2 is not known")]
    [InlineData(Header + "{}", "line 2: an event needs a number")]
    [InlineData(Header + Begin + "\"note\",\"label\":\"x\",\"process\":\"r9\"}", "not in the header")]
    [InlineData(Header + Begin + "\"send\",\"label\":\"x\",\"process\":\"r0\"}", "above 0")]
    [InlineData(Header + Note + "\"vector\":[0]}", "counts one more")]
    [InlineData(Header + Note + "\"vector\":[1,1]}", "one count, 0 or more, for each process")]
    [InlineData(Header + Note + "\"vector\":[1]}\n" + Note + "\"vector\":[2]}", "line 3: numbers must grow")]
    public void BadNdjsonIsRefusedWithItsLine(string text, string expected)
    {
        Assert.False(NdjsonReader.TryRead(text, out var trace, out var error));
        Assert.Null(trace);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private const string Header = "{\"format\":\"quorate-trace\",\"version\":1,"
        + "\"processes\":[{\"name\":\"r0\",\"role\":\"replica\"}]}\n";

    private const string Begin = "{\"number\":1,\"time\":0,\"kind\":";

    private const string Note = Begin + "\"note\",\"process\":\"r0\",\"label\":\"x\",\"lamport\":1,";

    [Fact]
    public void ShiVizTextParsesByItsFirstLineAndEachHostCountsFromOneWithoutGaps()
    {
        foreach (var trace in new[] { Runs.Script("view-change"), Runs.Seed(4, 800, TracePart.Last).Trace })
        {
            var lines = ShiVizWriter.Write(trace).TrimEnd('\n').Split('\n');
            var expression = new Regex("^" + lines[0] + "$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            Assert.Equal("", lines[1]);
            Assert.Equal(trace.Events.Count(stamped => stamped.Event.IsOfProcess), lines.Length - 2);
            var last = new Dictionary<string, int>();
            foreach (var line in lines.Skip(2))
            {
                var match = expression.Match(line);
                Assert.True(match.Success, line);
                var host = match.Groups["host"].Value;
                var clock = System.Text.Json.JsonDocument.Parse(match.Groups["clock"].Value).RootElement;
                var own = clock.GetProperty(host).GetInt32();
                Assert.Equal(last.GetValueOrDefault(host) + 1, own);
                last[host] = own;
            }
        }
    }

    [Fact]
    public void ThePictureIsWellFormedAndNeedsNothingFromOutside()
    {
        var picture = SvgWriter.Write(Runs.Script("view-change"), 1000);
        var root = XDocument.Parse(picture).Root!;
        Assert.Equal("svg", root.Name.LocalName);
        AssertSelfContained(picture);
    }

    [Fact]
    public void ThePageNeedsNothingFromOutsideAndItsDataCannotEndItsScript()
    {
        var trace = Trace.Of("</script><b>", Runs.Processes, [Runs.Event(1, 0, TracedKind.Note, label: "</script>&")]);
        var page = HtmlPage.Write(trace);
        AssertSelfContained(page);
        Assert.Equal(2, Regex.Count(page, "</script>", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    private static void AssertSelfContained(string text)
    {
        Assert.DoesNotContain("http", text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.DoesNotContain("@import", text, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", text, StringComparison.Ordinal);
    }
}
