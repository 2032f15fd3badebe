using Quorate.Etcd.Grpc;
using Quorate.KeyValue;

namespace Quorate.Etcd;

/// <summary>
/// What a request to the key-value store came to. On success <see cref="Bytes"/> is the state machine's reply: a status
/// byte, the revision, and the response without its header.
/// </summary>
/// <param name="Status">How it ended.</param>
/// <param name="Bytes">The reply on success; else empty.</param>
/// <param name="Owner">Owns the bytes, when they are pooled.</param>
internal readonly record struct KeyValueReply(GrpcStatus Status, ReadOnlyMemory<byte> Bytes, PooledBuffer? Owner)
    : IDisposable
{
    /// <summary>The store's revision.</summary>
    public long Revision
    {
        get
        {
            ReplyFormat.TryRead(Bytes.Span, out _, out var revision, out _);
            return revision;
        }
    }

    /// <summary>The response's fields after its header.</summary>
    public ReadOnlySpan<byte> Body => Bytes.Span[ReplyFormat.PrefixBytes..];

    /// <summary>A request that failed.</summary>
    public static KeyValueReply Failed(GrpcStatus status) => new(status, default, null);

    /// <summary>Reads what the state machine replied.</summary>
    public static KeyValueReply Of(ReadOnlyMemory<byte> reply, PooledBuffer? owner = null)
    {
        var isReply = ReplyFormat.TryRead(reply.Span, out var error, out _, out _);
        Contract.Assert(isReply, "the key-value state machine replies in its own format");
        if (error == KeyValueError.None)
        {
            return new KeyValueReply(GrpcStatus.Ok, reply, owner);
        }

        owner?.Dispose();
        return Failed(EtcdErrors.Of(error));
    }

    /// <inheritdoc/>
    public void Dispose() => Owner?.Dispose();
}
