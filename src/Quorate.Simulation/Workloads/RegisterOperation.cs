using System.Buffers.Binary;

namespace Quorate.Simulation;

/// <summary>
/// The operations of <see cref="AppendIncrementMachine"/>: verb (1), register (1), argument (8). An append's argument
/// is unique in the run, so that a lost, repeated or reordered execution shows in every later reply.
/// </summary>
internal static class RegisterOperation
{
    /// <summary>Bytes of an operation or query.</summary>
    public const int Length = 10;

    /// <summary>Appends the argument to the register's list; the reply is the list's length and rolling hash.</summary>
    public const byte Append = 1;

    /// <summary>Adds the argument to the register's counter; the reply is the counter.</summary>
    public const byte Increment = 2;

    /// <summary>Asks for counter, length and hash.</summary>
    public const byte Query = 3;

    /// <summary>Encodes an operation or a query.</summary>
    public static byte[] Encode(byte verb, int register, ulong argument)
    {
        var operation = new byte[Length];
        operation[0] = verb;
        operation[1] = (byte)register;
        BinaryPrimitives.WriteUInt64LittleEndian(operation.AsSpan(2), argument);
        return operation;
    }
}
