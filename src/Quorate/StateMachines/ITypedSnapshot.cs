namespace Quorate;

/// <summary>
/// An immutable state that answers typed queries; see <see cref="IStateSnapshot"/> for what it must be.
/// </summary>
/// <typeparam name="TQuery">A read-only question.</typeparam>
/// <typeparam name="TAnswer">Its answer.</typeparam>
public interface ITypedSnapshot<TQuery, TAnswer>
{
    /// <summary>Digest of the whole state: equal on all replicas at the same op-number.</summary>
    Checksum Digest { get; }

    /// <summary>Answers a query; from any thread.</summary>
    TAnswer Answer(TQuery query);

    /// <summary>Answers bytes that are no query.</summary>
    TAnswer AnswerMalformed();

    /// <summary>The state as a deterministic sequence of chunks of at most 256 KiB.</summary>
    IEnumerable<ReadOnlyMemory<byte>> Chunks();
}
