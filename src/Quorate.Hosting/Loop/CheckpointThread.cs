using System.Diagnostics.CodeAnalysis;

namespace Quorate.Hosting;

/// <summary>
/// The one thread that writes and reads checkpoints, in the background: a whole state takes seconds to write, and
/// neither the loop nor the journal may wait for it.
/// </summary>
internal sealed class CheckpointThread : IDisposable
{
    private readonly CheckpointFiles _files;
    private readonly Mailbox<LoopItem> _loop;
    private readonly Mailbox<Action> _work = new(Parkers.Create());
    private readonly Thread _thread;
    private volatile bool _isStopping;

    public CheckpointThread(CheckpointFiles files, Mailbox<LoopItem> loop, string name)
    {
        _files = files;
        _loop = loop;
        _thread = new Thread(Run) { IsBackground = true, Name = name, Priority = ThreadPriority.BelowNormal };
    }

    public void Start() => _thread.Start();

    /// <summary>
    /// Ends the thread after the work at hand; what still waits is dropped, as a crash would drop it.
    /// </summary>
    public void Dispose()
    {
        _isStopping = true;
        _work.Wake();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _work.Dispose();
    }

    public void Persist(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks) =>
        _work.Post(() =>
        {
            var bytes = _files.Persist(reference, UntilStopped(chunks));
            Answer(new CheckpointDurable(reference, bytes));
        });

    public void Read(Cookie cookie, OpNumber op, int chunk) =>
        _work.Post(() =>
        {
            var read = _files.Read(op, chunk);
            Answer(read is { } found
                ? new CheckpointRead(cookie, found.Reference, chunk, found.ChunkCount, found.Bytes)
                : new CheckpointRead(cookie, default, chunk, 0, default));
        });

    public void Write(CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes) =>
        _work.Post(() =>
        {
            if (_files.Receive(reference, chunk, chunkCount, bytes) is { } total)
            {
                Answer(new CheckpointDurable(reference, total));
            }
        });

    public void Release(OpNumber op) => _work.Post(() => _files.Release(op));

    [SuppressMessage("Design", "CA1031", Justification = "Whatever failed stops the replica, with its reason.")]
    private void Run()
    {
        try
        {
            var taken = new List<Action>();
            while (!_isStopping)
            {
                taken.Clear();
                taken = _work.Take(taken, Timeout.InfiniteTimeSpan);
                foreach (var work in taken)
                {
                    if (!_isStopping)
                    {
                        work();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops while a checkpoint is being written; the unfinished one is void.
        }
        catch (Exception error)
        {
            var text = $"A checkpoint cannot be written or read: {error.Message}";
            _loop.Post(new LoopItem(new StopReason(ViewNumber.Zero, OpNumber.Zero, text), ReplicaId.None));
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> UntilStopped(IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        foreach (var chunk in chunks)
        {
            if (_isStopping)
            {
                throw new OperationCanceledException();
            }

            yield return chunk;
        }
    }

    private void Answer(ReplicaEvent answer) => _loop.Post(new LoopItem(answer, ReplicaId.None));
}
