using System.Buffers;

namespace Quorate.Etcd.Connections;

/// <summary>Tells an HTTP/2 preface from an HTTP/1.1 request line by the first bytes.</summary>
internal static class FirstBytes
{
    /// <summary>The longest method name that is believed.</summary>
    private const int MethodBytesMax = 20;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Judges what has arrived so far.</summary>
    public static SniffedProtocol Judge(in ReadOnlySequence<byte> received)
    {
        Span<byte> first = stackalloc byte[Preface.Length];
        var count = (int)Math.Min(received.Length, first.Length);
        received.Slice(0, count).CopyTo(first);
        return Judge(first[..count]);
    }

    private static SniffedProtocol Judge(ReadOnlySpan<byte> first)
    {
        if (Preface.StartsWith(first))
        {
            return first.Length == Preface.Length ? SniffedProtocol.Http2 : SniffedProtocol.Undecided;
        }

        // A request line starts with a method, which is upper-case letters, and a space; "PRI " is HTTP/2's own.
        var method = first.IndexOfAnyExceptInRange((byte)'A', (byte)'Z');
        if (method < 0)
        {
            return first.Length <= MethodBytesMax ? SniffedProtocol.Undecided : SniffedProtocol.Neither;
        }

        return method > 0 && first[method] == ' ' && !first.StartsWith("PRI "u8)
            ? SniffedProtocol.Http1
            : SniffedProtocol.Neither;
    }
}
