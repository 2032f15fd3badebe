using Microsoft.Win32.SafeHandles;

namespace Quorate.Storage;

/// <summary>
/// The next new segment file, written in the background: making one takes tens of milliseconds, which no group of
/// writes should wait for. Flushed in small steps, so that the journal's own flushes beside it stay short.
/// </summary>
internal sealed class SpareSegment : IDisposable
{
    private const int StepBytes = 1 << 20;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<SafeFileHandle> _file;

    /// <summary>Starts writing.</summary>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="bytes">Its size.</param>
    public SpareSegment(string path, int bytes)
    {
        Path = path;
        var stop = _stop.Token;

        // It blocks on the disk for as long as it runs, so that it gets a thread of its own.
        _file = Task.Factory.StartNew(
            () => Make(path, bytes, stop), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Writes a file of zeros in full, durably.</summary>
    /// <exception cref="IOException">The file system refused.</exception>
    public static SafeFileHandle Make(string path, int bytes, CancellationToken stop)
    {
        // Not preallocated: the runtime reports a full disk then without its error number, and the writes below
        // allocate everything.
        var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        try
        {
            var zeros = new byte[Math.Min(StepBytes, bytes)];
            for (var offset = 0; offset < bytes && !stop.IsCancellationRequested; offset += zeros.Length)
            {
                RandomAccess.Write(file, zeros.AsSpan(0, Math.Min(zeros.Length, bytes - offset)), offset);
                SystemCalls.FlushData(file);
            }

            return file;
        }
        catch (IOException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The finished file; waits for it if need be. The caller owns the handle.</summary>
    /// <exception cref="IOException">The file system refused.</exception>
    public SafeFileHandle Take() => _file.GetAwaiter().GetResult();

    /// <summary>Stops writing and deletes the file; not to be called after <see cref="Take"/>.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        if (_file.ContinueWith(done => done.IsCompletedSuccessfully, TaskScheduler.Default).GetAwaiter().GetResult())
        {
            _file.Result.Dispose();
            File.Delete(Path);
        }

        _stop.Dispose();
    }
}
