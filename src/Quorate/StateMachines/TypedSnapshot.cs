using System.Buffers;

namespace Quorate;

/// <summary>Puts the codecs of queries and answers around a typed snapshot.</summary>
internal sealed class TypedSnapshot<TQuery, TAnswer>(
    ITypedSnapshot<TQuery, TAnswer> state, ICodec<TQuery> queries, ICodec<TAnswer> answers) : IStateSnapshot
{
    public Checksum Digest => state.Digest;

    public void Query(ReadOnlySpan<byte> query, IBufferWriter<byte> reply) =>
        answers.Write(queries.TryRead(query, out var asked) ? state.Answer(asked) : state.AnswerMalformed(), reply);

    public IEnumerable<ReadOnlyMemory<byte>> Chunks() => state.Chunks();
}
