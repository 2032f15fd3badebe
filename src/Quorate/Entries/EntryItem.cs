using System.IO.Hashing;

namespace Quorate;

/// <summary>
/// One client request, in a Request message or in the body of an entry; both use this one encoding, so that the primary
/// copies bytes: session (8), number (8), digest (8), length (4), operation.
/// </summary>
/// <param name="Session">The session; zero in a register entry.</param>
/// <param name="Number">The request's number in its session; zero in a register entry.</param>
/// <param name="Digest">XXH3-64 of the operation: tells a repeated request from another one under the same
/// number.</param>
/// <param name="Operation">The opaque operation.</param>
public readonly record struct EntryItem(
    SessionId Session, RequestNumber Number, ulong Digest, ReadOnlyMemory<byte> Operation)
{
    /// <summary>Bytes in front of the operation.</summary>
    public const int HeadLength = 28;

    /// <summary>Bytes of the encoded item.</summary>
    public int EncodedLength => HeadLength + Operation.Length;

    /// <summary>Makes an item and computes its digest.</summary>
    public static EntryItem Create(SessionId session, RequestNumber number, ReadOnlyMemory<byte> operation) =>
        new(session, number, DigestOf(operation.Span), operation);

    /// <summary>The digest of an operation.</summary>
    public static ulong DigestOf(ReadOnlySpan<byte> operation) => XxHash3.HashToUInt64(operation);

    /// <summary>Encodes the item.</summary>
    public void Write(ref SpanWriter writer)
    {
        writer.U64(Session.Value);
        writer.U64(Number.Value);
        writer.U64(Digest);
        writer.U32((uint)Operation.Length);
        writer.Bytes(Operation.Span);
    }
}
