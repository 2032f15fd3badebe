using Quorate.KeyValue;

namespace Quorate.Simulation;

/// <summary>
/// etcd's requests on the production key-value store: puts and deletes that return what was there before, transactions,
/// compactions, and ranges as reads. Revisions in every reply show a lost, doubled or reordered execution.
/// </summary>
internal sealed class KeyValueWorkload : IWorkload
{
    private const int Keys = 12;

    // A field that etcd's messages do not have and readers skip: it makes every operation unique.
    private const int UniqueField = 100;

    /// <inheritdoc/>
    public IStateMachine NewMachine() => new KeyValueStateMachine();

    /// <inheritdoc/>
    public byte[] Operation(Prng random, ulong unique, int padding)
    {
        var choice = random.Below(20);
        var operation = new List<byte>();
        switch (choice)
        {
            case < 10:
                operation.Add((byte)OperationCode.Put);
                operation.AddRange(Put(random, unique, padding));
                break;
            case < 13:
                operation.Add((byte)OperationCode.DeleteRange);
                operation.AddRange(Delete(random));
                break;
            case < 19:
                operation.Add((byte)OperationCode.Txn);
                Nested(operation, 2, Wrapped(2, Put(random, unique, padding)));
                Nested(operation, 2, Wrapped(1, Range(random)));
                Nested(operation, 2, Wrapped(3, Delete(random)));
                break;
            default:
                operation.Add((byte)OperationCode.Compact);
                Number(operation, 1, unique / 2);
                break;
        }

        Number(operation, UniqueField, unique);
        return [.. operation];
    }

    /// <inheritdoc/>
    public byte[] Query(Prng random) => [(byte)OperationCode.Range, .. Range(random)];

    private static List<byte> Put(Prng random, ulong unique, int padding)
    {
        var value = new byte[sizeof(ulong) + padding];
        var writer = new SpanWriter(value);
        writer.U64(unique);
        var request = new List<byte>();
        Nested(request, 1, Key(random));
        Nested(request, 2, value);
        Number(request, 4, 1);
        return request;
    }

    // In a transaction it may meet the key that is put there: then the whole transaction is refused, as etcd does.
    private static List<byte> Delete(Prng random)
    {
        var request = new List<byte>();
        Nested(request, 1, Key(random));
        if (random.Chance(0.3))
        {
            Nested(request, 2, Key(random));
        }

        Number(request, 3, 1);
        return request;
    }

    private static List<byte> Range(Prng random)
    {
        var request = new List<byte>();
        Nested(request, 1, Key(random));
        if (random.Chance(0.5))
        {
            Nested(request, 2, [(byte)'z']);
            Number(request, 3, (ulong)random.Below(6));
        }

        return request;
    }

    private static byte[] Key(Prng random) => [(byte)('a' + random.Below(Keys))];

    private static List<byte> Wrapped(int field, List<byte> request)
    {
        var wrapped = new List<byte>();
        Nested(wrapped, field, [.. request]);
        return wrapped;
    }

    private static void Nested(List<byte> message, int field, IReadOnlyList<byte> content)
    {
        Varint(message, (ulong)(field << 3) | 2);
        Varint(message, (ulong)content.Count);
        message.AddRange(content);
    }

    private static void Number(List<byte> message, int field, ulong value)
    {
        Varint(message, (ulong)field << 3);
        Varint(message, value);
    }

    private static void Varint(List<byte> message, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            message.Add((byte)(value | 0x80));
        }

        message.Add((byte)value);
    }
}
