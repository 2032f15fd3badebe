namespace Quorate.Storage;

/// <summary>Data cannot be used or stored. The message names the path and says what the operator can do.</summary>
public sealed class StorageException : Exception
{
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    /// <summary>Creates the exception without a reason.</summary>
    public StorageException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The path, what is wrong, and what to do.</param>
    public StorageException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public StorageException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Says what went wrong when the environment refused <paramref name="action"/>.</summary>
    internal static string Explain(string action, string path, Exception cause) => cause switch
    {
        UnauthorizedAccessException =>
            $"cannot {action} {path}: not permitted; give this user write access to it, "
                + "or choose another data directory",
        DirectoryNotFoundException or FileNotFoundException =>
            $"cannot {action} {path}: it does not exist; restore it, or replace this replica",
        { HResult: NoSpace or QuotaExceeded } =>
            $"cannot {action} {path}: the disk is full; free space on its file system, then start the replica again",
        { HResult: ReadOnlyFileSystem } =>
            $"cannot {action} {path}: its file system is read-only, often after a disk error; check the kernel log",
        _ => $"cannot {action} {path}: {cause.Message}; check the disk, then start the replica again",
    };
}
