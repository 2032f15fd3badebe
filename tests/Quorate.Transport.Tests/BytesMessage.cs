namespace Quorate.Transport.Tests;

/// <summary>A message of these tests: opaque bytes.</summary>
internal sealed class BytesMessage : Message
{
    public required byte[] Bytes { get; init; }

    public override byte Kind => 1;

    public override int PayloadLength => Bytes.Length;

    public static BytesMessage Of(params byte[] bytes) => new() { View = ViewNumber.Zero, Bytes = bytes };

    public override void WritePayload(ref SpanWriter writer) => writer.Bytes(Bytes);
}
