using System.Globalization;

namespace Quorate;

/// <summary>
/// Turns effects into canonical lines of text that can be compared: two runs of a core are the same iff their lines
/// are. Long contents appear as their checksums. May pass the effects on.
/// </summary>
/// <param name="cluster">The cluster, for the frames of messages.</param>
/// <param name="inner">Receives every effect too, when given.</param>
public sealed class RecordedEffects(ClusterId cluster, IEffects? inner = null) : IEffects
{
    private readonly List<string> _lines = [];

    /// <summary>One line per effect, in order.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <inheritdoc/>
    public void Commit(in CommittedEntry committed)
    {
        var time = committed.Time.UnixNanoseconds;
        Add($"commit at={committed.Op} time={time} mark={committed.TakesCheckpoint} {Text(committed.Entry)}");
        inner?.Commit(committed);
    }

    /// <inheritdoc/>
    public void InstallCheckpoint(CheckpointReference reference)
    {
        Add($"install-checkpoint {Text(reference)}");
        inner?.InstallCheckpoint(reference);
    }

    /// <inheritdoc/>
    public void ReadReady(Cookie cookie, OpNumber op)
    {
        Add($"read-ready cookie={cookie} op={op}");
        inner?.ReadReady(cookie, op);
    }

    /// <inheritdoc/>
    public void Refuse(SessionId session, RequestNumber number, RefusalReason reason)
    {
        Add($"refuse session={session} number={number} {reason}");
        inner?.Refuse(session, number, reason);
    }

    /// <inheritdoc/>
    public void Append(Ticket ticket, OpNumber position, Entry entry)
    {
        Add($"append ticket={ticket} position={position} {Text(entry)}");
        inner?.Append(ticket, position, entry);
    }

    /// <inheritdoc/>
    public void Truncate(Ticket ticket, OpNumber last)
    {
        Add($"truncate ticket={ticket} last={last}");
        inner?.Truncate(ticket, last);
    }

    /// <inheritdoc/>
    public void SaveMetadata(Ticket ticket, DurableState state)
    {
        Add($"save-metadata ticket={ticket} {Text(state)}");
        inner?.SaveMetadata(ticket, state);
    }

    /// <inheritdoc/>
    public void InstallLog(Ticket ticket, OpNumber after, IReadOnlyList<Entry> suffix, DurableState state)
    {
        var entries = string.Join(';', suffix.Select(Text));
        Add($"install-log ticket={ticket} after={after} [{entries}] {Text(state)}");
        inner?.InstallLog(ticket, after, suffix, state);
    }

    /// <inheritdoc/>
    public void Send(ReplicaId to, Message message, Ticket after, Generation generation)
    {
        var frame = new byte[Frame.LengthOf(message)];
        Frame.Write(message, cluster, Epoch.Zero, ReplicaId.None, frame);
        var promise = $"after={after} generation={generation}";
        Add($"send to={to} {promise} kind={message.Kind} view={message.View} {Text(frame)}");
        inner?.Send(to, message, after, generation);
    }

    /// <inheritdoc/>
    public void Fence(Generation generation)
    {
        Add($"fence generation={generation}");
        inner?.Fence(generation);
    }

    /// <inheritdoc/>
    public void ReadLog(Cookie cookie, OpNumber first, OpNumber last)
    {
        Add($"read-log cookie={cookie} first={first} last={last}");
        inner?.ReadLog(cookie, first, last);
    }

    /// <inheritdoc/>
    public void ReleaseLog(OpNumber last)
    {
        Add($"release-log last={last}");
        inner?.ReleaseLog(last);
    }

    /// <inheritdoc/>
    public void PersistCheckpoint(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        Add($"persist-checkpoint {Text(reference)}");
        inner?.PersistCheckpoint(reference, chunks);
    }

    /// <inheritdoc/>
    public void ReadCheckpoint(Cookie cookie, OpNumber op, int chunk)
    {
        Add($"read-checkpoint cookie={cookie} op={op} chunk={chunk}");
        inner?.ReadCheckpoint(cookie, op, chunk);
    }

    /// <inheritdoc/>
    public void WriteCheckpoint(
        CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes)
    {
        Add($"write-checkpoint {Text(reference)} chunk={chunk}/{chunkCount} {Text(bytes.Span)}");
        inner?.WriteCheckpoint(reference, chunk, chunkCount, bytes);
    }

    /// <inheritdoc/>
    public void ReleaseCheckpoints(OpNumber op)
    {
        Add($"release-checkpoints op={op}");
        inner?.ReleaseCheckpoints(op);
    }

    /// <inheritdoc/>
    public void Verify(Cookie cookie, IReadOnlyList<SignedStatement> statements)
    {
        var texts = statements.Select(each => $"{each.Signer}:{Text(each.Statement.Span)}:{Text(each.Signature.Span)}");
        Add($"verify cookie={cookie} [{string.Join(';', texts)}]");
        inner?.Verify(cookie, statements);
    }

    /// <inheritdoc/>
    public void ConfigurePeers(IReadOnlyList<ReplicaId> peers)
    {
        Add($"configure-peers [{string.Join(' ', peers)}]");
        inner?.ConfigurePeers(peers);
    }

    /// <inheritdoc/>
    public void Stop(StopReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        Add($"stop view={reason.View} op={reason.Op} {reason.Text}");
        inner?.Stop(reason);
    }

    /// <inheritdoc/>
    public void Trace(in TraceEvent traceEvent)
    {
        var place = $"view={traceEvent.View} op={traceEvent.Op} commit={traceEvent.Commit}";
        Add($"trace {traceEvent.Kind} {place} peer={traceEvent.Peer} value={traceEvent.Value}");
        inner?.Trace(traceEvent);
    }

    private static string Text(Entry entry) => $"op={entry.Op} {entry.Checksum}";

    private static string Text(CheckpointReference reference) =>
        $"op={reference.Op} entry={reference.EntryChecksum} state={reference.StateDigest}";

    private static string Text(DurableState state) =>
        $"checkpoint=({Text(state.Checkpoint)}) log-base={state.LogBase} protocol={state.Protocol}";

    private static string Text(ReadOnlySpan<byte> bytes) => $"{bytes.Length}:{Checksum.Of(bytes)}";

    private void Add(FormattableString line) => _lines.Add(line.ToString(CultureInfo.InvariantCulture));
}
