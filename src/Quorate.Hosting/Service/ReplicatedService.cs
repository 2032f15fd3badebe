using System.Diagnostics;
using Quorate.Transport;

namespace Quorate.Hosting;

/// <summary>Brings callers of any thread to the replica's loop and back.</summary>
internal sealed class ReplicatedService : IReplicatedService
{
    private readonly ReplicaSetup _setup;
    private readonly ReplicaLoop _loop;
    private readonly Mailbox<LoopItem> _mailbox;
    private readonly PeerTransport _transport;
    private readonly HostMetrics _metrics;
    private readonly Pool<ServiceCall> _calls;
    private readonly Pool<ServiceRead> _reads;

    public ReplicatedService(
        ReplicaSetup setup,
        ReplicaLoop loop,
        Mailbox<LoopItem> mailbox,
        CompletionCollector completions,
        PeerTransport transport,
        HostMetrics metrics)
    {
        _setup = setup;
        _loop = loop;
        _mailbox = mailbox;
        _transport = transport;
        _metrics = metrics;
        _calls = new Pool<ServiceCall>(pool => new ServiceCall(pool, completions, metrics));
        _reads = new Pool<ServiceRead>(pool => new ServiceRead(pool, completions, metrics));
    }

    public CoreStatus Status => _loop.Status.Core;

    public Stall? Stall => Status is { Awaited: { } awaited, Status: not ReplicaStatus.Stopped }
        ? new Stall(awaited.Replica, HostClock.Now.Since(awaited.SilentSince))
        : null;

    public string Protocol => _setup.Protocol.Name;

    public IReadOnlyList<ServiceCounter> Counters => _metrics.Counters;

    public ClusterId Cluster => _setup.Transport.Cluster;

    public ReplicaId Self => _setup.Transport.Self;

    public IReadOnlyList<PeerStatus> Peers =>
        [.. _setup.Transport.Members.Select(member => new PeerStatus(
            member.Id,
            member.ToString(),
            member.Id == Self || _transport.IsConnected(member.Id),
            _loop.Status.Acknowledged[member.Id.Value]))];

    public ValueTask<SubmitResult> SubmitAsync(
        ReadOnlyMemory<byte> operation, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<SubmitResult>(cancellationToken);
        }

        return HostMetrics.Activities.HasListeners()
            ? SubmitTracedAsync(operation, timeout, cancellationToken)
            : Submit(operation, timeout, cancellationToken);
    }

    public ValueTask<ServiceSnapshot?> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ServiceSnapshot?>(cancellationToken);
        }

        var read = _reads.Rent();
        var outcome = read.Begin(HostClock.Now.After(timeout));
        if (!_mailbox.Post(new LoopItem(read, ReplicaId.None)))
        {
            _metrics.Read(answered: false);
            return ValueTask.FromResult<ServiceSnapshot?>(null);
        }

        read.CancelWith(cancellationToken);
        return outcome;
    }

    public ServiceSnapshot ReadLocal()
    {
        if (_loop.State.Op != _loop.Status.Executed)
        {
            // The first local read in a while asks and waits a turn; for the next second the loop publishes each turn's
            // state.
            var request = new LocalStateRequest();
            if (_mailbox.Post(new LoopItem(request, ReplicaId.None)))
            {
                request.Wait();
            }
        }

        var state = _loop.State;
        return new ServiceSnapshot(state.State, state.Op);
    }

    private async ValueTask<SubmitResult> SubmitTracedAsync(
        ReadOnlyMemory<byte> operation, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var activity = HostMetrics.Activities.StartActivity("quorate.submit");
        var result = await Submit(operation, timeout, cancellationToken).ConfigureAwait(false);
        activity?.SetTag("quorate.outcome", result.Outcome.ToString());
        return result;
    }

    private ValueTask<SubmitResult> Submit(
        ReadOnlyMemory<byte> operation, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var call = _calls.Rent();
        var outcome = call.Begin(operation, HostClock.Now.After(timeout));
        if (!_mailbox.Post(new LoopItem(call, ReplicaId.None)))
        {
            _metrics.Submitted(SubmitOutcome.Stopped);
            return ValueTask.FromResult(new SubmitResult(SubmitOutcome.Stopped, default, default));
        }

        call.CancelWith(cancellationToken);
        return outcome;
    }
}
