using System.Runtime.InteropServices;

namespace Quorate.Transport;

/// <summary>The <c>struct pollfd</c> of poll(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public const short Readable = 1;
    public const short Writable = 4;

    public int Descriptor;
    public short Wanted;
    public short Returned;
}
