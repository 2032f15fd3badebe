using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Quorate.Storage;
using Quorate.Transport;

namespace Quorate.Hosting;

/// <summary>
/// Runs one replica: opens its data directory, joins its peers, and serves its callers until it is disposed or stops by
/// itself. One thread runs the replica, one the journal, one the checkpoints.
/// </summary>
public sealed class ReplicaHost : IAsyncDisposable
{
    private readonly ReplicaStorage _storage;
    private readonly PeerTransport _transport;
    private readonly JournalThread _journal;
    private readonly CheckpointThread _checkpoints;
    private readonly ReplicaLoop _loop;
    private readonly ReplicatedService _service;
    private readonly HostMetrics _metrics;
    private readonly Mailbox<LoopItem> _mailbox;
    private readonly ILogger _logger;
    private int _isDisposed;

    private ReplicaHost(ReplicaSetup setup, ReplicaStorage storage, StartStages stages, ILogger logger)
    {
        var self = setup.Transport.Self;
        var poll = setup.Transport.Poll;
        var mailbox = new Mailbox<LoopItem>(poll is null ? Parkers.Create() : new PollParker(poll));
        var completions = new CompletionCollector();
        var transportEvents = new TransportEvents(mailbox, logger, self);
        _storage = storage;
        _logger = logger;
        _metrics = new HostMetrics(self);
        _mailbox = mailbox;
        _transport = new PeerTransport(setup.Transport, transportEvents);
        var diagnostics = new HostDiagnostics(logger, self, _metrics, stages);
        _journal = new JournalThread(storage, mailbox, diagnostics, $"quorate {self} journal");
        _checkpoints = new CheckpointThread(storage.Checkpoints, mailbox, $"quorate {self} checkpoints");
        var effects = new LoopEffects(_transport, _journal, _checkpoints, diagnostics);
        var node = setup.CreateNode(effects, storage.Checkpoints, out var status);
        var seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var started = new Started(storage.Incarnation, seed, HostClock.Now, storage.Recovered);
        _loop = new ReplicaLoop(
            node, started, status, mailbox, poll, effects, completions, diagnostics, $"quorate {self}");
        _service = new ReplicatedService(setup, _loop, mailbox, completions, _transport, _metrics);
        new HostInstruments(_metrics, _loop, _transport.Counters, transportEvents, node.Counters).Register();
    }

    /// <summary>The replicated state machine, as applications see it.</summary>
    public IReplicatedService Service => _service;

    /// <summary>
    /// Completes when the replica has stopped: with the reason when it stopped by itself (it found itself wrong, or its
    /// disk failed), with null when it was told to.
    /// </summary>
    public Task<StopReason?> Stopped => _loop.Ended;

    /// <summary>Opens the data directory and starts the replica.</summary>
    /// <param name="options">The options; validated here.</param>
    /// <param name="machine">A new, empty state machine, which the replica owns from now on.</param>
    /// <param name="protocol">The protocol; null for the one that the options name.</param>
    /// <param name="loggers">Where to log; null for nowhere.</param>
    /// <exception cref="ReplicaStartException">
    /// It cannot start: contradictory options, a data directory in use or of another replica, an address in use.
    /// </exception>
    public static ReplicaHost Start(
        QuorateOptions options,
        IStateMachine machine,
        IReplicaProtocol? protocol = null,
        ILoggerFactory? loggers = null)
    {
        var setup = new ReplicaSetup(options, machine, protocol);
        var stages = new StartStages(LoggerOf(loggers), setup.Transport.Self);
        var storage = ReplicaStorage.Open(setup);
        stages.Opened();
        try
        {
            return Start(setup, storage, loggers, stages);
        }
        catch
        {
            storage.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Stops the replica: what was handed to the journal is flushed, and every waiting caller is told.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await Task.Run(_loop.Stop).ConfigureAwait(false);
        await _transport.DisposeAsync().ConfigureAwait(false);
        await Task.Run(_journal.Dispose).ConfigureAwait(false);
        await Task.Run(_checkpoints.Dispose).ConfigureAwait(false);
        _storage.Dispose();
        _metrics.Dispose();
        _mailbox.Dispose();
        HostLog.StoppedCleanly(_logger, _service.Self);
    }

    internal static ReplicaHost Start(
        ReplicaSetup setup, ReplicaStorage storage, ILoggerFactory? loggers, StartStages? stages = null)
    {
        var logger = LoggerOf(loggers);
        var self = setup.Transport.Self;
        var durable = storage.Recovered.Durable;
        var head = durable.LogBase.Value + (ulong)storage.Recovered.Log.Count;
        HostLog.Starting(
            logger, self, setup.Transport.Cluster, storage.Incarnation.Value,
            new OpNumber(head), durable.Checkpoint.Op, setup.Options.DataDirectory);
        if (storage.Recovered.Corruption is { } corruption)
        {
            HostLog.Corrupt(logger, self, corruption);
        }

        try
        {
            var host = new ReplicaHost(setup, storage, stages ?? new StartStages(logger, self), logger);
            host._transport.Start();
            host._journal.Start();
            host._checkpoints.Start();
            host._loop.Start();
            return host;
        }
        catch (InvalidOperationException error)
        {
            throw new ReplicaStartException(error.Message, error);
        }
    }

    private static ILogger LoggerOf(ILoggerFactory? loggers) =>
        loggers?.CreateLogger("Quorate") ?? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
}
