namespace Quorate.Clocks.Tests;

/// <summary>Bytes of a checksum, as files hold them.</summary>
internal static class LittleEndian
{
    public static byte[] ToLittleEndian(this UInt128 value)
    {
        var bytes = new byte[16];
        new SpanWriter(bytes).U128(value);
        return bytes;
    }
}
