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
    public ValueTask<KeyValueReply> RunAsync(OperationCode code, Memory<byte> framed, TimeSpan timeout)
    {
        framed.Span[0] = (byte)code;
        if (framed.Length - Headroom > options.RequestBytesMax)
        {
            return new(KeyValueReply.Failed(EtcdErrors.RequestTooLarge));
        }

        var error = RequestValidation.Check(framed.Span);
        if (error != KeyValueError.None)
        {
            return new(KeyValueReply.Failed(EtcdErrors.Of(error)));
        }

        return RequestRouting.IsReadOnly(framed.Span)
            ? ReadAsync(framed, RequestRouting.IsSerializable(framed.Span), timeout)
            : SubmitAsync(framed, timeout);
    }

    // The wait is bounded by the timeout and the operation may execute whether or not its client still waits, so that a
    // cancelled call is not given up early: that would save nothing but the reply.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<KeyValueReply> SubmitAsync(Memory<byte> operation, TimeSpan timeout)
    {
        var result = await service.SubmitAsync(operation, timeout, CancellationToken.None).ConfigureAwait(false);
        return result.Outcome == SubmitOutcome.Executed
            ? KeyValueReply.Of(result.Reply)
            : KeyValueReply.Failed(EtcdErrors.Of(result.Outcome, service.Stall));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<KeyValueReply> ReadAsync(Memory<byte> query, bool isSerializable, TimeSpan timeout)
    {
        ServiceSnapshot? snapshot = isSerializable
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
