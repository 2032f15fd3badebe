namespace Quorate.Broadcast;

/// <summary>
/// Linearizable reads (lamport.md L15): each takes a place in the order without an entry. Reads of one turn share a
/// place, and while enough places are waited for, later ones share the next.
/// </summary>
internal sealed class ReadPlaces
{
    private readonly Queue<(LamportTimestamp Time, Cookie Cookie)> _places = [];

    /// <summary>The last read that has no place yet; zero when there is none.</summary>
    internal Cookie Waiting { get; set; }

    internal int Count => _places.Count;

    internal void Add(LamportTimestamp time)
    {
        _places.Enqueue((time, Waiting));
        Waiting = Cookie.Zero;
    }

    internal bool TryPeek(out LamportTimestamp time, out Cookie cookie)
    {
        var found = _places.TryPeek(out var place);
        (time, cookie) = place;
        return found;
    }

    internal void Remove() => _places.Dequeue();

    internal void Walk(CanonicalCodec codec)
    {
        Waiting = codec.Cookie(Waiting);
        codec.Queue(_places, place => (new LamportTimestamp(codec.U64(place.Time.Value)), codec.Cookie(place.Cookie)));
    }
}
