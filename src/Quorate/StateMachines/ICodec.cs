using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Quorate;

/// <summary>
/// Turns values of one type into bytes and back, for
/// <see cref="TypedStateMachine{TOperation, TReply, TQuery, TAnswer}"/>. Written by hand or generated; never by
/// reflection. One value has one encoding.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
public interface ICodec<T>
{
    /// <summary>Encodes a value.</summary>
    void Write(T value, IBufferWriter<byte> destination);

    /// <summary>Decodes a value from untrusted bytes; never throws.</summary>
    /// <param name="source">The bytes, all of them.</param>
    /// <param name="value">The value, when the bytes are one.</param>
    bool TryRead(ReadOnlySpan<byte> source, [MaybeNullWhen(false)] out T value);
}
