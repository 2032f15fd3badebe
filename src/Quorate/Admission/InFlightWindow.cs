namespace Quorate;

/// <summary>
/// The last numbers of one session that were queued or logged here, with their digests: numbers are contiguous, so a
/// ring suffices. Digests older than the ring are taken to match; the execution-time check decides then (viewstamped.md
/// C5).
/// </summary>
internal sealed class InFlightWindow
{
    private const int RingLength = 8192;
    private const int RingLengthMin = 64;
    private ulong[] _digests = new ulong[RingLengthMin];
    private RequestNumber _first;

    /// <summary>The highest number in flight; zero when none was.</summary>
    internal RequestNumber Last { get; private set; }

    internal void Note(RequestNumber number, ulong digest)
    {
        if (number <= Last)
        {
            // A log that was installed repeats a number only with the same bytes, or execution refuses the second.
            return;
        }

        if (number != Last.Next)
        {
            _first = number;
        }

        Last = number;
        Grow();
        _digests[number.Value % (ulong)_digests.Length] = digest;
    }

    internal bool Matches(RequestNumber number, ulong digest) =>
        number < _first
        || Last.Value - number.Value >= (ulong)_digests.Length
        || _digests[number.Value % (ulong)_digests.Length] == digest;

    internal void Walk(CanonicalCodec codec)
    {
        _first = new RequestNumber(codec.U64(_first.Value));
        Last = new RequestNumber(codec.U64(Last.Value));
        var length = codec.I32(_digests.Length);
        _digests = _digests.Length == length ? _digests : new ulong[length];
        for (var i = 0; i < length; i++)
        {
            _digests[i] = codec.U64(_digests[i]);
        }
    }

    private void Grow()
    {
        var held = Last.Value - _first.Value + 1;
        if (held <= (ulong)_digests.Length || _digests.Length >= RingLength)
        {
            return;
        }

        var larger = new ulong[_digests.Length * 2];
        for (var number = _first.Value; number < Last.Value; number++)
        {
            larger[number % (ulong)larger.Length] = _digests[number % (ulong)_digests.Length];
        }

        _digests = larger;
    }
}
