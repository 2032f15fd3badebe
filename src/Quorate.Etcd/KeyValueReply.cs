using System.Buffers.Binary;
using Quorate.Etcd.Grpc;

namespace Quorate.Etcd;

/// <summary>
/// What a request to the key-value store came to. On success <see cref="Bytes"/> is the state machine's reply: a status byte,
/// the revision, and the response without its header.
/// </summary>
/// <param name="Status">How it ended.</param>
/// <param name="Bytes">The reply on success; else empty.</param>
/// <param name="Owner">Owns the bytes, when they are pooled.</param>
internal readonly record struct KeyValueReply(GrpcStatus Status, ReadOnlyMemory<byte> Bytes, PooledBuffer? Owner)
    : IDisposable
{
    private const int StatusBytes = 1;
    private const int PrefixBytes = StatusBytes + sizeof(long);

    /// <summary>The store's revision.</summary>
    public long Revision => BinaryPrimitives.ReadInt64LittleEndian(Bytes.Span[StatusBytes..]);

    /// <summary>The response's fields after its header.</summary>
    public ReadOnlySpan<byte> Body => Bytes.Span[PrefixBytes..];

    /// <summary>A request that failed.</summary>
    public static KeyValueReply Failed(GrpcStatus status) => new(status, default, null);

    /// <summary>Reads what the state machine replied.</summary>
    public static KeyValueReply Of(ReadOnlyMemory<byte> reply, PooledBuffer? owner = null)
    {
        Contract.Assert(reply.Length >= PrefixBytes, "a reply has a status and a revision");
        if (reply.Span[0] == 0)
        {
            return new KeyValueReply(GrpcStatus.Ok, reply, owner);
        }

        var error = reply.Span[0];
        owner?.Dispose();
        return Failed(EtcdErrors.Of(error));
    }

    /// <inheritdoc/>
    public void Dispose() => Owner?.Dispose();
}
