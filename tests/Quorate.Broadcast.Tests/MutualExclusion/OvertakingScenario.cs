using System.Globalization;

namespace Quorate.Broadcast.Tests.MutualExclusion;

/// <summary>
/// One schedule of two processes, in which r0's acknowledgement overtakes r0's request on the way to r1; told in
/// sentences, for the page.
/// </summary>
internal sealed class OvertakingScenario
{
    private readonly bool _isFifo;
    private readonly List<string> _told = [];
    private readonly List<ReadOnlyMemory<byte>>[] _underWay = [[], []];
    private readonly LamportMutualExclusion[] _processes;
    private readonly GrantRecorder[] _effects = [new(), new()];

    private OvertakingScenario(bool isFifo)
    {
        _isFifo = isFifo;
        _processes = [Process(0), Process(1)];
    }

    /// <summary>Plays the schedule.</summary>
    public static string Play(bool isFifo)
    {
        var scenario = new OvertakingScenario(isFifo);
        scenario.Do(0, "asks", EntryRequested.Instance);
        scenario.Do(1, "asks", EntryRequested.Instance);
        scenario.Arrive(to: 0, place: 0);
        scenario.Arrive(to: 1, place: 1);
        scenario.Arrive(to: 1, place: 0);
        scenario.Do(0, "releases", EntryReleased.Instance);
        while (scenario._underWay[1].Count > 0)
        {
            scenario.Arrive(to: 1, place: 0);
        }

        return string.Join('\n', scenario._told);
    }

    private LamportMutualExclusion Process(byte id)
    {
        var membership = new Membership(new ReplicaId(id), 2);
        ILink link = new FairLossLink(membership);
        return new LamportMutualExclusion(membership, _isFifo ? new FifoLink(membership, link) : link);
    }

    private void Do(int process, string what, ReplicaEvent wish)
    {
        _told.Add($"r{process} {what}");
        Step(process, wish);
    }

    private void Arrive(int to, int place)
    {
        var frame = _underWay[to][place];
        _underWay[to].RemoveAt(place);
        var overtaken = place > 0 ? $", overtaking {Name(_underWay[to][0])}" : string.Empty;
        _told.Add($"r{to} is reached by r{1 - to}'s {Name(frame)}{overtaken}");
        Step(to, new FrameReceived(new ReplicaId((byte)(1 - to)), frame));
    }

    private void Step(int process, ReplicaEvent replicaEvent)
    {
        var effects = _effects[process];
        effects.Sent.Clear();
        effects.Grants.Clear();
        _processes[process].Step(replicaEvent, effects);
        foreach (var (to, frame) in effects.Sent)
        {
            _underWay[to.Value].Add(frame);
            _told.Add($"    r{process} sends {Name(frame)} to r{to.Value}");
        }

        foreach (var grant in effects.Grants)
        {
            var both = _processes[1 - process].Held is null ? string.Empty : $", WHILE r{1 - process} IS INSIDE";
            _told.Add($"    r{process} enters by its request {grant}{both}");
        }
    }

    private string Name(ReadOnlyMemory<byte> frame)
    {
        var isFrame = MutualExclusionFrame.TryRead(frame.Span[(_isFifo ? sizeof(ulong) : 0)..], out var message);
        Assert.True(isFrame);
        return string.Create(CultureInfo.InvariantCulture, $"{message.Kind} at {message.Time}");
    }
}
