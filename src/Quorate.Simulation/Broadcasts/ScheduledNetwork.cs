namespace Quorate.Simulation;

/// <summary>
/// The frames under way between processes. Which arrives next, and which is lost or arrives twice, is drawn from the
/// seed, within what the faults allow: never more losses in a row on a link than stated, never more than two copies.
/// </summary>
public sealed class ScheduledNetwork(int members, StackFaults faults, Prng prng)
{
    private readonly List<FrameUnderWay> _underWay = [];
    private readonly int[] _drops = new int[members * members];

    /// <summary>How many frames are under way.</summary>
    public int Count => _underWay.Count;

    /// <summary>Frames that processes gave to the network.</summary>
    public long Sent { get; private set; }

    /// <summary>Whether frames are still lost and repeated.</summary>
    public bool IsFaulty { get; set; } = true;

    /// <summary>Takes a frame.</summary>
    public void Send(FrameUnderWay frame)
    {
        Sent++;
        var link = (frame.From.Value * members) + frame.To.Value;
        if (IsFaulty && _drops[link] < faults.DropsMax && prng.Chance(faults.Loss))
        {
            _drops[link]++;
            return;
        }

        _drops[link] = 0;
        _underWay.Add(frame);
        if (IsFaulty && prng.Chance(faults.Duplication))
        {
            _underWay.Add(frame);
        }
    }

    /// <summary>Puts in a frame that no process sent.</summary>
    public void Inject(FrameUnderWay frame) => _underWay.Add(frame);

    /// <summary>Takes out a frame that arrives now; there has to be one.</summary>
    public FrameUnderWay Next()
    {
        var place = prng.Below(_underWay.Count);
        var chosen = _underWay[place];
        if (faults.KeepsOrder)
        {
            place = _underWay.FindIndex(frame => frame.From == chosen.From && frame.To == chosen.To);
            chosen = _underWay[place];
            _underWay.RemoveAt(place);
            return chosen;
        }

        // Where order means nothing, the last takes the place of the one that goes.
        _underWay[place] = _underWay[^1];
        _underWay.RemoveAt(_underWay.Count - 1);
        return chosen;
    }
}
