namespace Quorate.Simulation;

/// <summary>
/// Somebody who sees every frame and may put in what he likes: frames of before, altered, cut, spliced, sent to others
/// or back, under any name. He has no keys.
/// </summary>
internal sealed class NetworkAttacker(int members, Prng prng)
{
    private const int KeptMax = 400;
    private readonly List<FrameUnderWay> _seen = [];

    public void See(FrameUnderWay frame)
    {
        if (_seen.Count < KeptMax)
        {
            _seen.Add(frame);
        }
        else
        {
            _seen[prng.Below(KeptMax)] = frame;
        }
    }

    /// <summary>Makes a frame, once something was seen.</summary>
    public FrameUnderWay? Attack()
    {
        if (_seen.Count == 0)
        {
            return null;
        }

        var frame = _seen[prng.Below(_seen.Count)];
        return prng.Below(6) switch
        {
            0 => frame with { Bytes = Altered(frame.Bytes) },
            1 => frame with { Bytes = frame.Bytes[..prng.Below(frame.Bytes.Length + 1)] },
            2 => frame with { From = frame.To, To = frame.From },
            3 => frame with { From = Anybody(), To = Anybody() },
            4 => frame with { Bytes = Spliced(frame.Bytes, _seen[prng.Below(_seen.Count)].Bytes) },
            _ => frame,
        };
    }

    private ReplicaId Anybody() => new((byte)prng.Below(members));

    private byte[] Altered(ReadOnlyMemory<byte> bytes)
    {
        var altered = bytes.ToArray();
        if (altered.Length > 0)
        {
            altered[prng.Below(altered.Length)] ^= (byte)(1 + prng.Below(255));
        }

        return altered;
    }

    private byte[] Spliced(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> tail)
    {
        var cut = prng.Below(Math.Min(head.Length, tail.Length) + 1);
        return [.. head.Span[..cut], .. tail.Span[cut..]];
    }
}
