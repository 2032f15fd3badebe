using System.Buffers.Binary;
using Quorate.Viewstamped;

namespace Quorate.EndToEnd.Tests.Tracing;

/// <summary>The trace checker passes an honest replica and names a promise that leaves too early.</summary>
public sealed class PromiseCheckerTests
{
    private static readonly ClusterId Cluster = new(7);

    [Fact]
    public void PromiseAfterItsFlushIsGood()
    {
        var checker = new PromiseChecker(Cluster);
        Assert.Empty(checker.Check([Write(1, 1, 2), Flush(3, 4), PrepareOk(1, 5)]));
        Assert.Equal((1, 1), (checker.Entries, checker.Promises));
    }

    [Fact]
    public void PromiseWhileItsFlushRunsIsFound() =>
        Assert.Single(new PromiseChecker(Cluster).Check([Write(1, 1, 2), Flush(3, 9), PrepareOk(1, 5)]));

    [Fact]
    public void FlushThatBeganBeforeTheWriteReturnedDoesNotCover() =>
        Assert.Single(new PromiseChecker(Cluster).Check([Write(1, 1, 4), Flush(3, 5), PrepareOk(1, 6), Flush(7, 8)]));

    [Fact]
    public void FlushOfAnotherFileDoesNotCover() =>
        Assert.Single(new PromiseChecker(Cluster).Check(
            [Write(1, 1, 2), Flush(3, 4) with { Descriptor = 99 }, PrepareOk(1, 5)]));

    [Fact]
    public void PromiseBeforeTheWriteIsFound() =>
        Assert.Single(new PromiseChecker(Cluster).Check([PrepareOk(1, 1), Write(1, 2, 3), Flush(4, 5)]));

    [Fact]
    public void CumulativePromiseCoversEveryEarlierEntry() =>
        Assert.Equal(2, new PromiseChecker(Cluster).Check([Write(1, 1, 2), Write(2, 3, 4), PrepareOk(2, 5)]).Count);

    [Fact]
    public void WriteThatRepeatsAnEarlierRecordDoesNotRenewIt()
    {
        var first = Write(1, 1, 2);
        byte[] both = [.. first.Data, .. Write(2, 0, 0).Data];
        var second = first with { Data = both, Entered = 5, Returned = 6 };
        Assert.Empty(new PromiseChecker(Cluster).Check([first, Flush(3, 4), second, PrepareOk(1, 7), Flush(8, 9)]));
    }

    [Fact]
    public void RecordOverTwoBlocksIsWrittenWithTheSecond()
    {
        var whole = Write(1, 1, 2);
        var head = whole with { Data = whole.Data[..60] };
        var tail = whole with { Data = whole.Data[60..], Offset = 60, Entered = 5, Returned = 6 };
        var checker = new PromiseChecker(Cluster);
        Assert.Single(checker.Check([head, Flush(3, 4), tail, PrepareOk(1, 7), Flush(8, 9)]));
    }

    [Fact]
    public void CallsAreReadFromATraceWithUnfinishedLines()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, """
            10 pwrite64(5, "\x01\x02", 2, 4096) = 2
            11 fdatasync(5 <unfinished ...>
            10 sendto(6, "\x03", 1, MSG_NOSIGNAL, NULL, 0) = -1 EAGAIN (Resource temporarily unavailable)
            10 sendmsg(6, {msg_name=NULL, msg_iov=[{iov_base="\x03", iov_len=1}, {iov_base="\x04", iov_len=1}]}, 0) = 2
            11 <... fdatasync resumed>) = 0
            10 +++ exited with 0 +++

            """);
        var calls = SystemCallTrace.Read(path);
        File.Delete(path);
        Assert.Equal(["pwrite64 1-1", "fdatasync 2-5", "sendmsg 4-4"],
            calls.Select(call => $"{call.Name} {call.Entered}-{call.Returned}"));
        Assert.Equal(4096, calls[0].Offset);
        Assert.Equal([3, 4], calls[2].Data);
    }

    private static SystemCall Write(ulong op, int entered, int returned)
    {
        var record = new byte[104];
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(72), op);
        record[88] = 1;
        return new SystemCall("pwrite64", 5, record, ((long)op - 1) * record.Length, entered, returned);
    }

    private static SystemCall Flush(int entered, int returned) => new("fdatasync", 5, [], 0, entered, returned);

    private static SystemCall PrepareOk(ulong op, int at)
    {
        var message = new PrepareOk
        {
            View = default,
            Op = new OpNumber(op),
            EntryChecksum = default,
            Round = default,
            Checkpoint = default,
        };
        var frame = new byte[Frame.LengthOf(message)];
        Frame.Write(message, Cluster, default, new ReplicaId(1), frame);
        return new SystemCall("sendto", 6, frame, 0, at, at);
    }
}
