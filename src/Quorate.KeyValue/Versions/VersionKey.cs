using System.Buffers.Binary;

namespace Quorate.KeyValue;

/// <summary>
/// The tree key of one version of a key: the key with zero bytes escaped (00 becomes 00 FF), an end mark (00 01), and
/// the revision inverted, so that keys sort as etcd sorts them and the newest version of a key comes first.
/// </summary>
internal static class VersionKey
{
    /// <summary>Bytes of the inverted revision.</summary>
    public const int RevisionBytes = 12;

    /// <summary>Bytes of the tree key of a change.</summary>
    public const int ChangeBytes = 12;

    private const int EndMarkBytes = 2;
    private const byte Escape = 0;
    private const byte EscapedZero = 0xFF;
    private const byte EndMark = 0x01;

    /// <summary>Most bytes that the tree key of a key of this length takes.</summary>
    public static int BytesMax(int keyLength) => (2 * keyLength) + EndMarkBytes + RevisionBytes;

    /// <summary>Writes the part that all versions of a key share; returns its length.</summary>
    public static int WritePrefix(ReadOnlySpan<byte> key, Span<byte> destination)
    {
        var length = WriteEscaped(key, destination);
        destination[length] = Escape;
        destination[length + 1] = EndMark;
        return length + EndMarkBytes;
    }

    /// <summary>Writes the lower bound of everything at or above <paramref name="key"/>; returns its length.</summary>
    public static int WriteEscaped(ReadOnlySpan<byte> key, Span<byte> destination)
    {
        var length = 0;
        while (true)
        {
            var zero = key.IndexOf(Escape);
            var run = zero < 0 ? key : key[..zero];
            run.CopyTo(destination[length..]);
            length += run.Length;
            if (zero < 0)
            {
                return length;
            }

            destination[length] = Escape;
            destination[length + 1] = EscapedZero;
            length += 2;
            key = key[(zero + 1)..];
        }
    }

    /// <summary>Writes the inverted revision behind the prefix.</summary>
    public static void WriteRevision(Revision revision, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, ~(ulong)revision.Main);
        BinaryPrimitives.WriteUInt32BigEndian(destination[sizeof(ulong)..], ~(uint)revision.Sub);
    }

    /// <summary>Writes the tree key of a change: its revision, so that the oldest comes first.</summary>
    public static void WriteChange(Revision at, Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64BigEndian(destination, at.Main);
        BinaryPrimitives.WriteInt32BigEndian(destination[sizeof(long)..], at.Sub);
    }

    /// <summary>The part of a tree key that all versions of its key share.</summary>
    public static ReadOnlySpan<byte> Prefix(ReadOnlySpan<byte> versionKey) => versionKey[..^RevisionBytes];

    public static Revision RevisionOf(ReadOnlySpan<byte> versionKey)
    {
        var inverted = versionKey[^RevisionBytes..];
        var main = ~BinaryPrimitives.ReadUInt64BigEndian(inverted);
        return new Revision((long)main, (int)~BinaryPrimitives.ReadUInt32BigEndian(inverted[sizeof(ulong)..]));
    }

    public static long MainRevisionOf(ReadOnlySpan<byte> versionKey) =>
        (long)~BinaryPrimitives.ReadUInt64BigEndian(versionKey[^RevisionBytes..]);

    /// <summary>The key in its escaped form, without the end mark.</summary>
    public static ReadOnlySpan<byte> Escaped(ReadOnlySpan<byte> versionKey) =>
        versionKey[..^(RevisionBytes + EndMarkBytes)];

    /// <summary>Length of the key whose escaped form this is.</summary>
    public static int UnescapedLength(ReadOnlySpan<byte> escaped) => escaped.Length - escaped.Count(Escape);

    /// <summary>Writes the key whose escaped form this is; returns its length.</summary>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        var length = 0;
        while (true)
        {
            var zero = escaped.IndexOf(Escape);
            var run = zero < 0 ? escaped : escaped[..(zero + 1)];
            run.CopyTo(destination[length..]);
            length += run.Length;
            if (zero < 0)
            {
                return length;
            }

            escaped = escaped[(zero + 2)..];
        }
    }

    /// <summary>Whether untrusted bytes are the tree key of some version, in its only form.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> versionKey)
    {
        if (versionKey.Length <= RevisionBytes + EndMarkBytes ||
            Prefix(versionKey)[^2] != Escape ||
            Prefix(versionKey)[^1] != EndMark)
        {
            return false;
        }

        var escaped = Escaped(versionKey);
        for (var zero = escaped.IndexOf(Escape); zero >= 0; zero = escaped.IndexOf(Escape))
        {
            if (zero + 1 >= escaped.Length || escaped[zero + 1] != EscapedZero)
            {
                return false;
            }

            escaped = escaped[(zero + 2)..];
        }

        return RevisionOf(versionKey) is { Main: > 0, Sub: >= 0 };
    }
}
