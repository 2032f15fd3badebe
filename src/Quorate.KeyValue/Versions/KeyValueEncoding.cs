using System.Buffers;

namespace Quorate.KeyValue;

/// <summary>Writes a version as an mvccpb.KeyValue field of a response.</summary>
internal static class KeyValueEncoding
{
    /// <summary>Writes one field that holds a KeyValue message.</summary>
    /// <param name="reply">Where to.</param>
    /// <param name="field">The field's number, below 16.</param>
    /// <param name="versionKey">The version's tree key.</param>
    /// <param name="record">The version's record; not a tombstone.</param>
    /// <param name="withValue">Whether to include the value.</param>
    public static void Write(
        IBufferWriter<byte> reply, int field, ReadOnlySpan<byte> versionKey, VersionRecord record, bool withValue)
    {
        var escaped = VersionKey.Escaped(versionKey);
        var keyLength = VersionKey.UnescapedLength(escaped);
        var value = withValue ? record.Value : default;
        var modRevision = VersionKey.MainRevisionOf(versionKey);
        var size = ProtoWriter.BytesFieldBytes(keyLength)
            + ProtoWriter.Int64FieldBytes(record.CreateRevision)
            + ProtoWriter.Int64FieldBytes(modRevision)
            + ProtoWriter.Int64FieldBytes(record.Version)
            + (value.IsEmpty ? 0 : ProtoWriter.BytesFieldBytes(value.Length))
            + ProtoWriter.Int64FieldBytes(record.Lease);

        var writer = new ProtoWriter(reply.GetSpan(ProtoWriter.BytesFieldBytes(size)));
        writer.BytesHeader(field, size);
        var messageStart = writer.Position;
        writer.BytesHeader(1, keyLength);
        VersionKey.Unescape(escaped, writer.Reserve(keyLength));
        writer.Int64Field(2, record.CreateRevision);
        writer.Int64Field(3, modRevision);
        writer.Int64Field(4, record.Version);
        if (!value.IsEmpty)
        {
            writer.BytesHeader(5, value.Length);
            value.CopyTo(writer.Reserve(value.Length));
        }

        writer.Int64Field(6, record.Lease);
        Contract.Assert(writer.Position - messageStart == size, "a KeyValue message has the size that was computed");
        reply.Advance(writer.Position);
    }
}
