using System.Globalization;

namespace Quorate.Tracing.Tests;

/// <summary>Where things are drawn.</summary>
public sealed class LayoutTests
{
    public static TheoryData<string> Traces => ["normal-case", "view-change", "deposed-primary", "1", "6"];

    [Theory]
    [MemberData(nameof(Traces))]
    public void WhatHappenedLaterIsNeverDrawnFurtherLeft(string name)
    {
        var diagram = DiagramOf(name);
        foreach (var (before, after) in diagram.Points.Zip(diagram.Points.Skip(1)))
        {
            var times = (diagram.Trace.Events[before.Event].Event.Time, diagram.Trace.Events[after.Event].Event.Time);
            Assert.True(times.Item1 == times.Item2 || before.X <= after.X, $"{before} {after}");
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void ACauseIsDrawnLeftOfItsEffect(string name)
    {
        var diagram = DiagramOf(name);
        foreach (var lane in diagram.Points.GroupBy(point => point.Y))
        {
            foreach (var (before, after) in lane.Zip(lane.Skip(1)))
            {
                Assert.True(before.X < after.X || IsOneBroadcast(diagram, before, after), $"{before} {after}");
            }
        }

        Assert.All(diagram.Arrows, arrow => Assert.True(arrow.X1 < arrow.X2, arrow.ToString()));
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void NoTextCoversAnotherOrAnEventAtAnyZoom(string name)
    {
        var diagram = DiagramOf(name);
        var left = diagram.Options.Left;
        for (var level = -4; level <= 3; level++)
        {
            var zoom = Math.Pow(2, level);
            var boxes = diagram.Labels.Where(label => label.Level <= level)
                .Select(label => (Label: label, Box: Labels.BoxOf(label, left + ((label.X - left) * zoom))))
                .OrderBy(pair => pair.Box.Left).ToList();
            for (var one = 0; one < boxes.Count; one++)
            {
                for (var other = one + 1; other < boxes.Count && boxes[other].Box.Left < boxes[one].Box.Right; other++)
                {
                    Assert.False(boxes[one].Box.Meets(boxes[other].Box), $"{boxes[one].Label} {boxes[other].Label}");
                }
            }
        }
    }

    [Fact]
    public void EveryMessageIsDrawnAndTheLostOnesEndInACross()
    {
        var trace = Runs.Script("view-change-with-uncommitted-suffix");
        var diagram = DiagramLayout.Of(trace);
        var sent = trace.Events.Count(stamped => stamped.Event.IsSending);
        var lost = trace.Events.Count(stamped => stamped.Event.Kind == TracedKind.Lost);
        Assert.Equal(sent, diagram.Arrows.Select(arrow => arrow.Sending).Distinct().Count());
        Assert.Equal(lost, diagram.Arrows.Count(arrow => arrow.End == ArrowEnd.Lost));
        Assert.Contains(diagram.Arrows, arrow => arrow.End == ArrowEnd.Lost && arrow.Y2 % 1 != 0);
    }

    [Fact]
    public void ALaneIsTintedByViewAndInterruptedWhileItsProcessIsDown()
    {
        var diagram = DiagramOf("view-change-with-uncommitted-suffix");
        var lane = diagram.Lanes.Single(lane => lane.Name == "r0");
        Assert.Equal(2, lane.Alive.Count);
        var bands = diagram.Bands.Where(band => band.Process == lane.Process).ToList();
        Assert.Equal(
            [(0UL, BandState.Primary), (1UL, BandState.Changing), (1UL, BandState.Member)],
            bands.Select(band => (band.View, band.State)));
        Assert.Equal(lane.Alive[0].To, bands[0].To);
        Assert.Equal(bands[1].To, bands[2].From);
    }

    [Fact]
    public void TheCommitFrontierOnlyRisesInOneLife()
    {
        var frontiers = DiagramOf("view-change").Frontiers.Where(frontier => frontier.IsCommit).ToList();
        Assert.Equal(3, frontiers.Count);
        Assert.All(frontiers, frontier => Assert.Equal(
            frontier.Steps.OrderByDescending(step => step.Y), frontier.Steps));
    }

    [Fact]
    public void RowsCoverTheWholeDiagramAndKeepTheirWidth()
    {
        var diagram = DiagramOf("deposed-primary");
        var rows = DiagramRow.Of(diagram, 900);
        Assert.True(rows.Count > 2);
        Assert.Equal(diagram.Width, rows[^1].To);
        Assert.All(rows, row => Assert.InRange(row.To - row.From, 1, 900));
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    [Fact]
    public void ASmallRunIsLaidOutAsWrittenHere()
    {
        var trace = Trace.Of("golden", Runs.Processes,
        [
            Runs.Event(1, 2, TracedKind.Request, 1, 0, "write") with { Family = MessageFamily.Client },
            Runs.Event(1, 0, TracedKind.Receive, 1, 2, "write") with { Number = 2, Family = MessageFamily.Client },
            Runs.Event(3, 0, TracedKind.Append) with { Op = 1, Commit = 0, View = 0 },
            Runs.Event(4, 0, TracedKind.Send, 2, 1, "Prepare 1"),
            Runs.Event(5, 1, TracedKind.Receive, 2, 0, "Prepare 1"),
            Runs.Event(6, 1, TracedKind.Send, 3, 0, "PrepareOk 1"),
            Runs.Event(6, 1, TracedKind.Lost, 3, 0, "PrepareOk 1") with { Number = 7 },
            Runs.Event(80, 1, TracedKind.Crash, label: "crash"),
        ]);
        Assert.Equal(
            """
            lane c0 top 14 line 37
            lane r0 top 60 line 110.4
            lane r1 top 172 line 222.4
            point 0 at 75,37
            point 1 at 97,110.4
            point 2 at 148.9,110.4
            point 3 at 187.7,110.4
            point 4 at 226.5,222.4
            point 5 at 265.3,222.4
            point 7 at 323.3,222.4
            arrow 75,37 97,110.4 Received
            arrow 187.7,110.4 226.5,222.4 Received
            arrow 265.3,222.4 283.3,159.7 Lost
            break 265.3 to 323.3
            label 86 write
            label 148.9 0
            label 148.9 0.3 ms
            label 148.9 view 0
            label 207.1 Prepare 1
            label 226.5 0.5 ms
            label 274.3 PrepareOk 1
            label 294.3 7.4 ms
            label 323.3 8 ms
            label 323.3 crash
            """.ReplaceLineEndings("\n"),
            Describe(DiagramLayout.Of(trace)));
    }

    private static string Describe(Diagram diagram)
    {
        var lines = diagram.Lanes.Select(lane => Line($"lane {lane.Name} top {lane.Top} line {lane.Line}"))
            .Concat(diagram.Points.Select(point => Line($"point {point.Event} at {point.X},{point.Y}")))
            .Concat(diagram.Arrows.Select(a => Line($"arrow {a.X1},{a.Y1} {a.X2},{a.Y2} {a.End}")))
            .Concat(diagram.Breaks.Select(silence => Line($"break {silence.From} to {silence.To}")))
            .Concat(diagram.Labels.Where(label => label.Level <= 0)
                .OrderBy(label => label.X).ThenBy(label => label.Text, StringComparer.Ordinal)
                .Select(label => Line($"label {label.X} {label.Text}")));
        return string.Join('\n', lines);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static bool IsOneBroadcast(Diagram diagram, DiagramPoint one, DiagramPoint other)
    {
        var (first, second) = (diagram.Trace.Events[one.Event].Event, diagram.Trace.Events[other.Event].Event);
        return first.Kind == TracedKind.Send && second.Kind == TracedKind.Send && first.Label == second.Label;
    }

    private static Diagram DiagramOf(string name)
    {
        var trace = ulong.TryParse(name, out var seed) ? Runs.Seed(seed, 1_500).Trace : Runs.Script(name);
        return DiagramLayout.Of(QuietHeartbeats.LeaveOut(trace, out _));
    }
}
