using System.Buffers;

namespace Quorate;

/// <summary>
/// A state machine for people who do not want bytes: operations, replies, queries and answers are types of their own,
/// and codecs stand between them and the log. The rules of <see cref="IStateMachine"/> hold unchanged.
/// </summary>
/// <typeparam name="TOperation">What changes the state.</typeparam>
/// <typeparam name="TReply">What an operation returns.</typeparam>
/// <typeparam name="TQuery">A read-only question.</typeparam>
/// <typeparam name="TAnswer">Its answer.</typeparam>
/// <param name="operations">Codec of the operations.</param>
/// <param name="replies">Codec of the replies.</param>
/// <param name="queries">Codec of the queries.</param>
/// <param name="answers">Codec of the answers.</param>
public abstract class TypedStateMachine<TOperation, TReply, TQuery, TAnswer>(
    ICodec<TOperation> operations, ICodec<TReply> replies, ICodec<TQuery> queries, ICodec<TAnswer> answers)
    : IStateMachine
{
    /// <inheritdoc/>
    public virtual AgreedTime? NextDeadline => null;

    /// <inheritdoc/>
    public void Apply(in OperationContext context, ReadOnlySpan<byte> operation, IBufferWriter<byte> reply) =>
        replies.Write(
            operations.TryRead(operation, out var decoded) ? Apply(context, decoded) : ApplyMalformed(context), reply);

    /// <inheritdoc/>
    public virtual void Pulse(in OperationContext context)
    {
    }

    /// <inheritdoc/>
    public IStateSnapshot Snapshot() => new TypedSnapshot<TQuery, TAnswer>(TakeSnapshot(), queries, answers);

    /// <inheritdoc/>
    public abstract void Restore(IEnumerable<ReadOnlyMemory<byte>> chunks);

    /// <summary>Applies one operation. Errors of the operation are replies; an exception stops the replica.</summary>
    protected abstract TReply Apply(in OperationContext context, TOperation operation);

    /// <summary>Replies to bytes that are no operation; must not change the state.</summary>
    protected abstract TReply ApplyMalformed(in OperationContext context);

    /// <summary>An immutable view of the state as of the last applied operation.</summary>
    protected abstract ITypedSnapshot<TQuery, TAnswer> TakeSnapshot();
}
