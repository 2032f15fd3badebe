using System.Buffers.Binary;

namespace Quorate.Simulation;

/// <summary>The bytes of a message of the world: its identity, and a tail that follows from it.</summary>
internal static class StackPayload
{
    private const int LengthMin = sizeof(ulong);

    public static byte[] Make(ulong message)
    {
        var bytes = new byte[LengthMin + (int)(message % 7)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, message);
        bytes.AsSpan(LengthMin).Fill((byte)(message * 31));
        return bytes;
    }

    /// <summary>The identity, or zero for bytes that were never a message.</summary>
    public static ulong Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < LengthMin)
        {
            return 0;
        }

        var message = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return bytes.SequenceEqual(Make(message)) ? message : 0;
    }
}
