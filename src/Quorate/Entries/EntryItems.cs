namespace Quorate;

/// <summary>
/// Walks the items of an encoded body without allocating. The body must have passed <see cref="TryCount"/>.
/// </summary>
public struct EntryItems(ReadOnlyMemory<byte> body)
{
    private ReadOnlyMemory<byte> _rest = body;

    /// <summary>The item the walk stands on.</summary>
    public EntryItem Current { get; private set; }

    /// <summary>Supports <c>foreach</c>.</summary>
    public readonly EntryItems GetEnumerator() => this;

    /// <summary>Moves to the next item.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var reader = new SpanReader(_rest.Span);
        var session = new SessionId(reader.U64());
        var number = new RequestNumber(reader.U64());
        var digest = reader.U64();
        var length = (int)reader.U32();
        Contract.Assert(!reader.Failed && length >= 0 && length <= reader.Remaining, "a validated body is well-formed");
        Current = new EntryItem(session, number, digest, _rest.Slice(reader.Position, length));
        _rest = _rest[(reader.Position + length)..];
        return true;
    }

    /// <summary>Counts the items of an untrusted body.</summary>
    /// <param name="body">Bytes that should be a sequence of items and nothing else.</param>
    /// <param name="count">The number of items.</param>
    /// <returns>Whether the body is well-formed.</returns>
    public static bool TryCount(ReadOnlySpan<byte> body, out int count)
    {
        count = 0;
        while (!body.IsEmpty)
        {
            var reader = new SpanReader(body);
            reader.Bytes(EntryItem.HeadLength - sizeof(uint));
            var length = reader.U32();
            if (reader.Failed || length > (uint)reader.Remaining)
            {
                return false;
            }

            body = body[(reader.Position + (int)length)..];
            count++;
        }

        return true;
    }
}
