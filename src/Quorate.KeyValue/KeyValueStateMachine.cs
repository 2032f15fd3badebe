using System.Buffers;

namespace Quorate.KeyValue;

/// <summary>
/// etcd's key-value store as a replicated state machine: revisions, versions, ranges, transactions and compaction with
/// etcd's exact results.
/// </summary>
/// <remarks>
/// An operation is an <see cref="OperationCode"/> byte and the protobuf bytes of etcd's request. A reply is a status
/// byte (<see cref="KeyValueError"/>), the revision for the response header (8 bytes, little-endian), and on success
/// the protobuf bytes of etcd's response without its header field; protobuf messages concatenate, so that a front-end
/// prepends its own.
/// </remarks>
public sealed class KeyValueStateMachine : IStateMachine
{
    private readonly VersionStore _store = new();
    private readonly OperationExecutor _operations;
    private readonly TxnExecutor _transactions;
    private readonly ReplyBuffer _reply = new();
    private readonly Quota _quota;
    private readonly ReplyBound _replies;

    /// <summary>Creates an empty store with the default options.</summary>
    public KeyValueStateMachine() : this(new KeyValueOptions())
    {
    }

    /// <summary>Creates an empty store.</summary>
    public KeyValueStateMachine(KeyValueOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _operations = new OperationExecutor(_store);
        _replies = new ReplyBound(_store, options.ReplyBytesMax);
        _transactions = new TxnExecutor(_operations, _replies);
        _quota = new Quota(options.QuotaBytes);
    }

    /// <inheritdoc/>
    public AgreedTime? NextDeadline => null;

    /// <inheritdoc/>
    public void Apply(in OperationContext context, ReadOnlySpan<byte> operation, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        _reply.Clear();
        _operations.Begin();
        var error = RequestValidation.Check(operation);
        if (error == KeyValueError.None)
        {
            error = Execute((OperationCode)operation[0], operation[1..]);
        }

        Contract.Assert(error == KeyValueError.None || _operations.Changes == 0, "a refused operation changes nothing");
        ReplyFormat.WriteStatus(reply, error, _operations.Revision);
        if (error == KeyValueError.None)
        {
            reply.Write(_reply.Written);
        }

        _operations.End();
        _store.Clean(_operations.Changes);
    }

    /// <inheritdoc/>
    public void Pulse(in OperationContext context)
    {
    }

    /// <inheritdoc/>
    public IStateSnapshot Snapshot() => new KeyValueSnapshot(_store.Publish());

    /// <inheritdoc/>
    public void Restore(IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        StoreDecoder.Restore(_store, chunks);
    }

    private KeyValueError Execute(OperationCode code, ReadOnlySpan<byte> request) => code switch
    {
        OperationCode.Range => Range(request),
        OperationCode.Put => Put(request),
        OperationCode.DeleteRange => DeleteRange(request),
        OperationCode.Txn => Txn(request),
        OperationCode.Compact => Compact(request),
        _ => KeyValueError.UnknownOperation,
    };

    private KeyValueError Range(ReadOnlySpan<byte> request)
    {
        RangeRequest.TryRead(request, out var range);
        var error = RangeReader.Check(_store.View, range);
        if (error == KeyValueError.None)
        {
            _operations.Range(range, _reply);
        }

        return error;
    }

    private KeyValueError Put(ReadOnlySpan<byte> request)
    {
        PutRequest.TryRead(request, out var put);
        if (!_quota.Admits(_store, put))
        {
            return KeyValueError.NoSpace;
        }

        // A put of its own asks for the lease first, one in a transaction for the key: etcd's order.
        var error = OperationExecutor.CheckLease(put);
        error = error == KeyValueError.None ? _operations.CheckKept(put) : error;
        if (error == KeyValueError.None)
        {
            _operations.Put(put, _reply);
        }

        return error;
    }

    private KeyValueError DeleteRange(ReadOnlySpan<byte> request)
    {
        DeleteRangeRequest.TryRead(request, out var delete);
        if (!_replies.Fits(delete))
        {
            return KeyValueError.ReplyTooLarge;
        }

        _operations.Collect(delete);
        _operations.DeleteCollected(delete, _reply);
        return KeyValueError.None;
    }

    private KeyValueError Txn(ReadOnlySpan<byte> request)
    {
        if (!_quota.Admits(_store, request))
        {
            return KeyValueError.NoSpace;
        }

        var error = _transactions.Prepare(_store.View, request);
        if (error == KeyValueError.None)
        {
            _transactions.Run(request, _reply);
        }

        return error;
    }

    private KeyValueError Compact(ReadOnlySpan<byte> request)
    {
        CompactionRequest.TryRead(request, out var compaction);
        return _store.Compact(compaction.Revision);
    }
}
