using System.Runtime.CompilerServices;
using Quorate.Etcd.Grpc;
using Quorate.Hosting;
using Quorate.KeyValue;

namespace Quorate.Etcd;

/// <summary>
/// The requests of etcd's KV service, from whatever protocol they came: checks what can be checked before ordering,
/// submits or reads, and turns outcomes into statuses. Requests are their protobuf bytes with one free byte in front,
/// which takes the operation code.
/// </summary>
internal sealed class KeyValueApi(IReplicatedService service, EtcdServerOptions options)
{
    /// <summary>The free bytes in front of a request.</summary>
    public const int Headroom = 1;

    /// <summary>Runs one request.</summary>
    /// <param name="code">Which.</param>
    /// <param name="framed">The request behind its free byte; unchanged until the task completes.</param>
    /// <param name="timeout">How long it may take.</param>
    public async ValueTask<KeyValueReply> RunAsync(OperationCode code, Memory<byte> framed, TimeSpan timeout) =>
        Refusal(code, framed) is { } refusal ? KeyValueReply.Failed(refusal)
            : IsRead(framed.Span) ? await ReadAsync(framed, timeout).ConfigureAwait(false)
            : ReplyOf(await SubmitAsync(framed, timeout).ConfigureAwait(false));

    /// <summary>Completes a request and checks what can be checked before ordering.</summary>
    /// <param name="code">Which.</param>
    /// <param name="framed">The request behind its free byte, which takes the code.</param>
    /// <returns>Why the request is refused; null when it is not.</returns>
    public GrpcStatus? Refusal(OperationCode code, Memory<byte> framed)
    {
        framed.Span[0] = (byte)code;
        if (framed.Length - Headroom > options.RequestBytesMax)
        {
            return EtcdErrors.RequestTooLarge;
        }

        var error = RequestValidation.Check(framed.Span);
        return error == KeyValueError.None ? null : EtcdErrors.Of(error);
    }

    /// <summary>Whether a checked request only reads.</summary>
    public static bool IsRead(ReadOnlySpan<byte> checkedRequest) => RequestRouting.IsReadOnly(checkedRequest);

    /// <summary>
    /// Submits a checked request that writes. The wait is bounded by the timeout and the operation may execute whether
    /// or not its client still waits, so that a cancelled call is not given up early: that would save nothing but the
    /// reply.
    /// </summary>
    public ValueTask<SubmitResult> SubmitAsync(Memory<byte> operation, TimeSpan timeout) =>
        service.SubmitAsync(operation, timeout, CancellationToken.None);

    /// <summary>What a submitted request came to.</summary>
    public KeyValueReply ReplyOf(in SubmitResult result) =>
        result.Outcome == SubmitOutcome.Executed
            ? KeyValueReply.Of(result.Reply)
            : KeyValueReply.Failed(EtcdErrors.Of(result.Outcome, service.Stall));

    /// <summary>Answers a checked request that reads.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<KeyValueReply> ReadAsync(Memory<byte> query, TimeSpan timeout)
    {
        ServiceSnapshot? snapshot = RequestRouting.IsSerializable(query.Span)
            ? service.ReadLocal()
            : await service.ReadAsync(timeout, CancellationToken.None).ConfigureAwait(false);
        if (snapshot is not { } found)
        {
            var isStopped = service.Status.Status == ReplicaStatus.Stopped;
            return KeyValueReply.Failed(
                isStopped ? EtcdErrors.ServerStopped : EtcdErrors.WithStall(EtcdErrors.RequestTimedOut, service.Stall));
        }

        var reply = new PooledBuffer();
        found.State.Query(query.Span, reply);
        return KeyValueReply.Of(reply.Written, reply);
    }
}
