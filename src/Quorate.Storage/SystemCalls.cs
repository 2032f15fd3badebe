using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Quorate.Storage;

/// <summary>
/// The system calls behind durability, with every return code checked: the runtime's own flush ignores EROFS, EINVAL
/// and ENOTSUP, so a file system that went read-only after an error would look like success (viewstamped.md 10.4).
/// </summary>
internal static partial class SystemCalls
{
    private const int OpenDirectoryFlags = 0x10000 | 0x80000;
    private static readonly bool IsLinux = OperatingSystem.IsLinux();

    /// <summary>Makes the data of an open file durable.</summary>
    /// <exception cref="IOException">The call failed, with the error number as HResult.</exception>
    public static void FlushData(SafeFileHandle file)
    {
        if (!IsLinux)
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (fdatasync(file) != 0)
        {
            throw LastError("fdatasync");
        }
    }

    /// <summary>Makes creations, renames and deletions in a directory durable.</summary>
    /// <exception cref="IOException">A call failed, with the error number as HResult.</exception>
    public static void FlushDirectory(string path)
    {
        if (!IsLinux)
        {
            return;
        }

        var descriptor = open(path, OpenDirectoryFlags, 0);
        if (descriptor < 0)
        {
            throw LastError("open");
        }

        var failure = fsync(descriptor) != 0 ? LastError("fsync") : null;
        if (close(descriptor) != 0)
        {
            failure ??= LastError("close");
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    private static IOException LastError(string call)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{call}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fdatasync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);
}
