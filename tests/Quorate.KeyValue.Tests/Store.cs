using System.Buffers;

namespace Quorate.KeyValue.Tests;

/// <summary>A state machine under test with its operations by name.</summary>
internal sealed class Store(KeyValueOptions options)
{
    private ulong _op;

    public Store() : this(new KeyValueOptions())
    {
    }

    public KeyValueStateMachine Machine { get; } = new(options);

    public Reply Apply(OperationCode code, byte[] request) => Apply([(byte)code, .. request]);

    public Reply Apply(byte[] operation)
    {
        var reply = new ArrayBufferWriter<byte>();
        Machine.Apply(new OperationContext(new OpNumber(++_op), default, default), operation, reply);
        return Reply.Read(reply.WrittenSpan);
    }

    public Reply Query(OperationCode code, byte[] request) => Query(Machine.Snapshot(), code, request);

    public static Reply Query(IStateSnapshot snapshot, OperationCode code, byte[] request)
    {
        var reply = new ArrayBufferWriter<byte>();
        snapshot.Query([(byte)code, .. request], reply);
        return Reply.Read(reply.WrittenSpan);
    }

    /// <summary>The store's revision, as its last reply told it.</summary>
    public long Revision { get; private set; } = 1;

    /// <summary>The reply to an operation, or to a query when it only reads, as text.</summary>
    public string Answer(OperationCode code, byte[] request)
    {
        var onlyReads = code == OperationCode.Range ||
            (code == OperationCode.Txn &&
                RequestValidation.CheckTxn(request) == KeyValueError.None &&
                RequestValidation.IsReadOnlyTxn(request));
        var reply = onlyReads ? Query(code, request) : Apply(code, request);
        if (onlyReads)
        {
            var applied = Apply(code, request);
            Assert.Equal((applied.Error, applied.Revision), (reply.Error, reply.Revision));
            Assert.Equal(applied.Response, reply.Response);
        }

        Revision = reply.Revision;
        var text = $" {reply.As(code)}";
        return $"{reply.Error} {reply.Revision}: {(text.Length == 1 ? "" : text)}";
    }

    public Reply Put(string key, string value) => Apply(OperationCode.Put, Wire.Put(key, value));

    public Reply Delete(string key, string end = "") => Apply(OperationCode.DeleteRange, Wire.Delete(key, end));

    public Reply Compact(long revision) => Apply(OperationCode.Compact, Wire.Compact(revision));

    public Reply Range(string key, string end = "", long revision = 0, long limit = 0) =>
        Query(OperationCode.Range, Wire.Range(key, end, limit, revision));
}
