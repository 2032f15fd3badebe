using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Quorate.Transport;

/// <summary>
/// poll(2) and eventfd(2): a wake-up through them costs a quarter of one through the runtime's monitors.
/// </summary>
internal static partial class PollCalls
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;

    public static SafeFileHandle NewEvent()
    {
        var descriptor = eventfd(0, CloseOnExec | NonBlocking);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"eventfd: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public static void Signal(SafeFileHandle handle)
    {
        // It can fail only when the counter is full, and then the event is signalled already.
        var one = 1UL;
        _ = write(handle, ref one, sizeof(ulong));
    }

    public static void Reset(SafeFileHandle handle)
    {
        // It fails only when there is nothing to reset.
        var count = 0UL;
        _ = read(handle, ref count, sizeof(ulong));
    }

    /// <summary>Waits; a signal that interrupts the wait counts as nothing having happened.</summary>
    public static void Poll(Span<PollDescriptor> descriptors, int milliseconds) =>
        _ = poll(ref MemoryMarshal.GetReference(descriptors), (nuint)descriptors.Length, milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int eventfd(uint value, int flags);

    [LibraryImport("libc")]
    private static partial int poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [LibraryImport("libc")]
    private static partial nint read(SafeFileHandle handle, ref ulong buffer, nint count);

    [LibraryImport("libc")]
    private static partial nint write(SafeFileHandle handle, ref ulong buffer, nint count);
}
