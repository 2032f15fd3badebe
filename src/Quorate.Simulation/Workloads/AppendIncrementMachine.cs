using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Quorate.Simulation;

/// <summary>
/// The state machine of the simulated world's own workload: a few registers, each a counter and an append-only list of
/// which length and rolling hash are kept. Neither operation is idempotent or commutes with appends: a lost, doubled or
/// reordered execution changes every reply after it.
/// </summary>
internal sealed class AppendIncrementMachine : IStateMachine
{
    /// <summary>Registers.</summary>
    public const int Registers = 6;

    /// <summary>Words a register: counter, list length, rolling hash of the list.</summary>
    public const int Words = 3;

    private const ulong HashFactor = 0x9E3779B97F4A7C15;
    private ulong[] _words = new ulong[Registers * Words];
    private bool _isShared;

    /// <inheritdoc/>
    public AgreedTime? NextDeadline => null;

    /// <inheritdoc/>
    public void Apply(in OperationContext context, ReadOnlySpan<byte> operation, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (operation.Length < RegisterOperation.Length || operation[1] >= Registers)
        {
            return;
        }

        if (_isShared)
        {
            _words = (ulong[])_words.Clone();
            _isShared = false;
        }

        var register = _words.AsSpan(operation[1] * Words, Words);
        var argument = BinaryPrimitives.ReadUInt64LittleEndian(operation[2..]);
        if (operation[0] == RegisterOperation.Increment)
        {
            register[0] += argument;
            reply.Write(MemoryMarshal.AsBytes(register[..1]));
        }
        else if (operation[0] == RegisterOperation.Append)
        {
            register[1]++;
            register[2] = (register[2] ^ argument) * HashFactor;
            register[2] ^= register[2] >> 29;
            reply.Write(MemoryMarshal.AsBytes(register[1..]));
        }
    }

    /// <inheritdoc/>
    public void Pulse(in OperationContext context)
    {
    }

    /// <inheritdoc/>
    public IStateSnapshot Snapshot()
    {
        _isShared = true;
        return new RegisterSnapshot(_words);
    }

    /// <inheritdoc/>
    public void Restore(IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        var words = new ulong[Registers * Words];
        var bytes = MemoryMarshal.AsBytes(words.AsSpan());
        foreach (var chunk in chunks)
        {
            if (chunk.Length > bytes.Length)
            {
                throw new FormatException("The snapshot is longer than the registers.");
            }

            chunk.Span.CopyTo(bytes);
            bytes = bytes[chunk.Length..];
        }

        if (!bytes.IsEmpty)
        {
            throw new FormatException("The snapshot is shorter than the registers.");
        }

        _words = words;
        _isShared = false;
    }
}
