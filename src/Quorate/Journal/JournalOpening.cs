using System.Globalization;

namespace Quorate;

/// <summary>
/// Opens a journal: checks whose it is, replays it, and settles what was in flight before anything is built on it. In
/// that order: log durable, then incarnation, then the first record of the new lineage.
/// </summary>
internal static class JournalOpening
{
    /// <summary>See <see cref="Journal.Open"/>.</summary>
    public static JournalOpenResult Open(IJournalMedium medium, JournalOptions options)
    {
        ArgumentNullException.ThrowIfNull(medium);
        ArgumentNullException.ThrowIfNull(options);
        Contract.Assert(
            medium.SegmentBytes % Journal.PageBytes == 0 && medium.SegmentBytes >= 2 * Journal.PageBytes,
            "a segment is two whole pages or more");
        var slots = JournalSlots.Read(medium);
        var segments = new JournalSegments(medium, options.SpareSegmentsMax);
        if (slots.Current is null && segments.First != 0)
        {
            return Refused(
                JournalOpenError.NoValidMetadata,
                "there is a log, but no readable copy of its metadata: what "
                + "this replica promised is not known. Replace the replica; do not reuse its data");
        }

        if (slots.Current is null)
        {
            // Nothing was ever promised: the slots become durable before the first segment exists.
            slots.Save(Blank(medium, options));
        }

        if (Check(slots.Current!, medium, options) is { } refusal)
        {
            return refusal;
        }

        var scan = new JournalScanner(medium, segments, slots.Current!);
        scan.Run();
        return scan.IsUnsupported
            ? Refused(JournalOpenError.UnsupportedVersion, "the log holds records of a newer version")
            : Settle(medium, options, slots, segments, scan);
    }

    private static JournalMetadata Blank(IJournalMedium medium, JournalOptions options) => new()
    {
        Cluster = options.Cluster,
        Replica = options.Replica,
        Epoch = options.Epoch,
        SegmentBytes = medium.SegmentBytes,
        FirstSegment = Journal.FirstSegmentNumber,
        ReadFrom = JournalPosition.At(Journal.FirstSegmentNumber, 0, medium.SegmentBytes),
    };

    private static JournalOpenResult? Check(JournalMetadata found, IJournalMedium medium, JournalOptions options)
    {
        if (found.Version != JournalMetadata.CurrentVersion)
        {
            return Refused(
                JournalOpenError.UnsupportedVersion,
                $"the metadata has version {found.Version}, this program "
                + $"reads version {JournalMetadata.CurrentVersion}");
        }

        if (found.Cluster != options.Cluster)
        {
            return Refused(JournalOpenError.WrongCluster, $"the data belongs to cluster {found.Cluster}, "
                + $"not {options.Cluster}");
        }

        if (found.Replica != options.Replica)
        {
            return Refused(JournalOpenError.WrongReplica, $"the data belongs to replica {found.Replica}, "
                + $"not {options.Replica}");
        }

        if (found.Epoch > options.Epoch)
        {
            return Refused(
                JournalOpenError.WrongEpoch, $"the data belongs to epoch {found.Epoch}, not {options.Epoch}");
        }

        return found.SegmentBytes != medium.SegmentBytes
            ? Refused(
                JournalOpenError.SegmentSize, $"segments have {found.SegmentBytes} bytes, not {medium.SegmentBytes}")
            : null;
    }

    private static JournalOpenResult Settle(IJournalMedium medium, JournalOptions options, JournalSlots slots,
        JournalSegments segments, JournalScanner scan)
    {
        var isCorrupt = scan.Verdict == RecordVerdict.Corrupt;
        var last = scan.Incarnation > slots.Current!.Incarnation ? scan.Incarnation : slots.Current.Incarnation;
        var incarnation = last.Next;
        segments.FreeBefore(slots.Current.FirstSegment);
        if (!isCorrupt)
        {
            MakeDurable(medium, segments, scan);
        }

        slots.Save(slots.Current with
        {
            Epoch = options.Epoch,
            Incarnation = incarnation,
            DurableBefore = isCorrupt ? scan.DurableBefore : scan.Tail,
            StateSequence = scan.Replay.StateSequence,
            State = scan.Replay.State,
        });
        var corruption = isCorrupt ? Describe(medium, scan) : null;
        var writer = isCorrupt ? null : StartLineage(medium, options, segments, scan, incarnation);
        return new JournalOpenResult
        {
            Journal = new Journal(medium, slots, segments, scan, writer, corruption),
            Recovered = new RecoveredState
            {
                Durable = scan.Replay.State,
                Log = scan.Replay.Log(),
                Corruption = corruption,
            },
            Incarnation = incarnation,
        };
    }

    // What was read may be in the operating system's cache only, and a flush that failed may have left it there marked
    // as clean: so it is written again, not only flushed (viewstamped.md 11.5), before anyone relies on it.
    private static void MakeDurable(IJournalMedium medium, JournalSegments segments, JournalScanner scan)
    {
        var size = medium.SegmentBytes;
        var page = new byte[Journal.PageBytes];
        segments.Ensure(scan.Tail.Segment(size));
        var first = (ulong)Journal.PageBytes * (scan.DurableBefore.Value / (ulong)Journal.PageBytes);
        var start = (ulong)size * segments.First;
        for (var place = Math.Max(first, start); place < scan.Tail.Value; place += (ulong)page.Length)
        {
            var position = new JournalPosition(place);
            medium.Read(position.Segment(size), position.Offset(size), page);
            var used = (int)Math.Min((ulong)page.Length, scan.Tail.Value - place);
            page.AsSpan(used).Clear();
            medium.Write(position.Segment(size), position.Offset(size), page);
        }

        medium.Flush();
    }

    private static JournalWriter StartLineage(IJournalMedium medium, JournalOptions options, JournalSegments segments,
        JournalScanner scan, Incarnation incarnation)
    {
        var writer = new JournalWriter(medium, segments, options, scan.Tail, scan.Chain)
        {
            Lineage = new Lineage(incarnation, 0),
        };
        writer.MarkDurable(scan.Tail);
        writer.Append(JournalRecordKind.Seal, OpNumber.Zero, default, default);
        writer.Flush();
        return writer;
    }

    private static string Describe(IJournalMedium medium, JournalScanner scan) => string.Format(
        CultureInfo.InvariantCulture,
        "the journal is corrupt: segment {0}, offset {1}, after op {2}: {3}, "
                + "though it was durable up to segment {4}, offset {5}",
        scan.Tail.Segment(medium.SegmentBytes), scan.Tail.Offset(medium.SegmentBytes), scan.Replay.Index.Head,
        Words(scan.Condition), scan.DurableBefore.Segment(medium.SegmentBytes),
        scan.DurableBefore.Offset(medium.SegmentBytes));

    private static string Words(RecordCondition condition) => condition switch
    {
        RecordCondition.Blank => "nothing is written there",
        RecordCondition.Stale => "an outdated record stands there",
        RecordCondition.Missing => "the segment is missing",
        RecordCondition.CutOff => "the segment is cut off",
        RecordCondition.IncompleteInstall => "an installed log lacks entries",
        _ => "the record is damaged",
    };

    private static JournalOpenResult Refused(JournalOpenError error, string message) =>
        new() { Error = error, Message = message };
}
