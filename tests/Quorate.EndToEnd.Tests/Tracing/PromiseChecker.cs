using System.Buffers.Binary;

namespace Quorate.EndToEnd.Tests.Tracing;

/// <summary>
/// Checks a replica's system calls: a PrepareOk promises that entries up to an op are durable, so no byte of it may
/// be sent before an fdatasync, begun after the entry's record had been written, has returned.
/// </summary>
internal sealed class PromiseChecker(ClusterId cluster)
{
    // The journal's record head: 104 bytes, with the payload's length, the kind and the op at these places.
    private const int HeadLength = 104;
    private const int OpOffset = 72;
    private const int PayloadLengthOffset = 80;
    private const int KindOffset = 88;
    private const byte EntryKind = 1;
    private const byte KindMax = 6;
    private const int Alignment = 8;

    // The PrepareOk message of Viewstamped Replication: its kind, and its op at the start of the payload.
    private const byte PrepareOkKind = 4;

    private readonly Dictionary<int, byte[]> images = [];
    private readonly Dictionary<int, int> parsed = [];
    private readonly SortedDictionary<ulong, List<(int Written, int Durable)>> entries = [];

    /// <summary>How many PrepareOk frames were found.</summary>
    public int Promises { get; private set; }

    /// <summary>How many entry records were found.</summary>
    public int Entries { get; private set; }

    /// <summary>Checks a trace.</summary>
    /// <returns>What is wrong, in sentences.</returns>
    public IReadOnlyList<string> Check(IReadOnlyList<SystemCall> calls)
    {
        var flushes = calls.Where(call => call.Name is "fdatasync" or "fsync").ToArray();
        foreach (var write in calls.Where(call => call.Name is "pwrite64" or "pwritev"))
        {
            NoteEntries(write, flushes);
        }

        var violations = new List<string>();
        var sends = calls.Where(call => call.Name is "sendto" or "sendmsg" or "write" or "writev");
        foreach (var stream in sends.GroupBy(send => send.Descriptor))
        {
            CheckStream([.. stream], violations);
        }

        return violations;
    }

    // The journal writes whole blocks, so that a write repeats the records in front of the new ones, and may end
    // inside one: a record counts as written when the file first holds all of it.
    private void NoteEntries(SystemCall write, SystemCall[] flushes)
    {
        var image = ImageAfter(write);
        var offset = parsed.GetValueOrDefault(write.Descriptor);
        while (offset + HeadLength <= image.Length)
        {
            var head = image.AsSpan(offset);
            var length = BinaryPrimitives.ReadInt32LittleEndian(head[PayloadLengthOffset..]);
            var end = offset + HeadLength + ((length + Alignment - 1) & ~(Alignment - 1));
            if (head[KindOffset] is < 1 or > KindMax || length < 0 || end > image.Length)
            {
                // Not a record, or not all of it yet: zeros that fill a segment, a metadata slot, a block's last
                // record.
                break;
            }

            if (head[KindOffset] == EntryKind)
            {
                NoteEntry(BinaryPrimitives.ReadUInt64LittleEndian(head[OpOffset..]), write, flushes);
            }

            offset = end;
        }

        parsed[write.Descriptor] = offset;
    }

    private void NoteEntry(ulong op, SystemCall write, SystemCall[] flushes)
    {
        var flush = flushes.FirstOrDefault(one => one.Descriptor == write.Descriptor && one.Entered > write.Returned);
        if (!entries.TryGetValue(op, out var written))
        {
            entries.Add(op, written = []);
        }

        written.Add((write.Returned, flush?.Returned ?? int.MaxValue));
        Entries++;
    }

    private byte[] ImageAfter(SystemCall write)
    {
        var image = images.GetValueOrDefault(write.Descriptor) ?? [];
        // The zeros that fill a new segment need not be kept: what is not there is not a record.
        if (write.Data.AsSpan().IndexOfAnyExcept((byte)0) >= 0)
        {
            Array.Resize(ref image, Math.Max(image.Length, (int)write.Offset + write.Data.Length));
            write.Data.CopyTo(image, write.Offset);
            images[write.Descriptor] = image;
        }

        return image;
    }

    private void CheckStream(SystemCall[] sends, List<string> violations)
    {
        var bytes = sends.SelectMany(send => send.Data).ToArray();
        var starts = new int[sends.Length];
        for (var index = 1; index < sends.Length; index++)
        {
            starts[index] = starts[index - 1] + sends[index - 1].Data.Length;
        }

        for (var offset = 0; offset + Frame.HeaderLength <= bytes.Length; offset++)
        {
            if (Frame.ReadLength(bytes.AsSpan(offset), out var length) != FrameError.None
                || offset + length > bytes.Length
                || Frame.Verify(bytes.AsSpan(offset, length), cluster, out var header) != FrameError.None)
            {
                continue;
            }

            if (header.Kind == PrepareOkKind)
            {
                var op = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(offset + Frame.HeaderLength));
                var place = Array.BinarySearch(starts, offset);
                CheckPromise(op, sends[place >= 0 ? place : ~place - 1], violations);
            }

            offset += length - 1;
        }
    }

    private void CheckPromise(ulong op, SystemCall send, List<string> violations)
    {
        Promises++;
        foreach (var (entry, records) in entries)
        {
            if (entry > op)
            {
                break;
            }

            var before = records.LastOrDefault(record => record.Written < send.Entered);
            if (before == default)
            {
                violations.Add($"PrepareOk {op} is sent at line {send.Entered}, before entry {entry} was written.");
            }
            else if (before.Durable > send.Entered)
            {
                violations.Add(
                    $"PrepareOk {op} is sent at line {send.Entered}, but the flush of entry {entry}, written at line "
                    + $"{before.Written}, returns at line {before.Durable}.");
            }
        }
    }
}
