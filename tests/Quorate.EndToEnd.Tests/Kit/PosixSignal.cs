using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Quorate.EndToEnd.Tests.Kit;

/// <summary>Sends signals that .NET has no call for.</summary>
internal static class PosixSignal
{
    /// <summary>Ends a process politely.</summary>
    public const int Terminate = 15;

    /// <summary>What Ctrl-C sends.</summary>
    public const int Interrupt = 2;

    /// <summary>Freezes a process: to others it is a host that went silent.</summary>
    public const int Stop = 19;

    /// <summary>Wakes a frozen process.</summary>
    public const int Continue = 18;

    /// <summary>Sends a signal.</summary>
    public static void Send(int processId, int signal)
    {
        if (Kill(processId, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
