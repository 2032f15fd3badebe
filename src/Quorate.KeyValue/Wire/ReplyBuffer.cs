using System.Buffers;

namespace Quorate.KeyValue;

/// <summary>
/// A reusable growable buffer for messages whose length goes in front of them: a nested message is opened, written and
/// closed, and closing moves it up against its length.
/// </summary>
internal sealed class ReplyBuffer : IBufferWriter<byte>
{
    private const int InitialBytes = 1024;
    private const int LengthBytesMax = 5;
    private byte[] _data = new byte[InitialBytes];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _data.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _data.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _data.AsSpan(Length);
    }

    /// <summary>Starts a nested message.</summary>
    /// <returns>What <see cref="Close"/> needs.</returns>
    public int Open(int field)
    {
        var span = GetSpan(1 + LengthBytesMax);
        span[0] = (byte)((field << 3) | ProtoReader.LengthDelimited);
        Advance(1 + LengthBytesMax);
        return Length;
    }

    /// <summary>Ends the nested message that <see cref="Open"/> started.</summary>
    public void Close(int start)
    {
        var length = Length - start;
        var writer = new ProtoWriter(_data.AsSpan(start - LengthBytesMax));
        writer.WriteVarint((ulong)length);
        _data.AsSpan(start, length).CopyTo(_data.AsSpan(start - LengthBytesMax + writer.Position));
        Length -= LengthBytesMax - writer.Position;
    }

    private void Reserve(int count)
    {
        var needed = Length + Math.Max(count, 1);
        if (needed > _data.Length)
        {
            Array.Resize(ref _data, Math.Max(needed, _data.Length * 2));
        }
    }
}
