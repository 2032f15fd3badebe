using System.Buffers;

namespace Quorate.Simulation.Tests;

public sealed class KeyValueWorkloadTests
{
    [Fact]
    public void ItsOperationsAreUniqueAndMostSucceed()
    {
        var workload = new KeyValueWorkload();
        var machine = workload.NewMachine();
        var random = new Prng(3);
        var seen = new HashSet<ulong>();
        var succeeded = new int[5];
        for (var unique = 1UL; unique <= 400; unique++)
        {
            var operation = workload.Operation(random, unique, random.Below(10));
            Assert.True(seen.Add(EntryItem.DigestOf(operation)));
            var reply = new ArrayBufferWriter<byte>();
            machine.Apply(new OperationContext(new OpNumber(unique), default, default), operation, reply);
            succeeded[operation[0]] += reply.WrittenSpan[0] == 0 ? 1 : 0;
        }

        Assert.True(succeeded[1] > 150, $"{succeeded[1]} puts");
        Assert.True(succeeded[2] > 40, $"{succeeded[2]} deletes");
        Assert.True(succeeded[3] > 40, $"{succeeded[3]} transactions");
        Assert.True(succeeded[4] > 2, $"{succeeded[4]} compactions");
    }
}
