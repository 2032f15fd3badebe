using System.Text;

namespace Quorate.Tests;

internal sealed class FakeMessage : Message, IMessageDecoder
{
    public static FakeMessage Decoder { get; } = new() { View = default };

    public override byte Kind => 9;

    public string Text { get; init; } = "";

    public override int PayloadLength => Encoding.UTF8.GetByteCount(Text);

    public override void WritePayload(ref SpanWriter writer) => writer.Bytes(Encoding.UTF8.GetBytes(Text));

    public Message? Decode(in FrameHeader header, ReadOnlyMemory<byte> payload) => header.Kind == Kind
        ? new FakeMessage { View = header.View, Text = Encoding.UTF8.GetString(payload.Span) }
        : null;
}
