using System.Globalization;
using System.Text;

namespace Quorate.KeyValue.Tests;

/// <summary>A reply taken apart: the response as text, for instance <c>kvs{key=a mod=2} count=1</c>.</summary>
internal sealed record Reply(KeyValueError Error, long Revision, byte[] Response)
{
    public static Reply Read(ReadOnlySpan<byte> bytes)
    {
        Assert.True(ReplyFormat.TryRead(bytes, out var error, out var revision, out var response));
        return new Reply(error, revision, response.ToArray());
    }

    public string As(OperationCode code) => code switch
    {
        OperationCode.Range => AsRange(),
        OperationCode.Put => AsPut(),
        OperationCode.DeleteRange => AsDelete(),
        OperationCode.Txn => AsTxn(),
        _ => "",
    };

    public string AsRange() => Describe(Response, "range");

    public string AsPut() => Describe(Response, "put");

    public string AsDelete() => Describe(Response, "delete");

    public string AsTxn() => Describe(Response, "txn");

    private static string Describe(ReadOnlySpan<byte> message, string type)
    {
        var text = new StringBuilder();
        while (!message.IsEmpty)
        {
            var tag = Varint(ref message);
            var (name, inner) = Field(type, (int)(tag >> 3));
            text.Append(text.Length == 0 ? "" : " ").Append(name);
            if ((tag & 7) == 0)
            {
                text.Append('=').Append(((long)Varint(ref message)).ToString(CultureInfo.InvariantCulture));
                continue;
            }

            Assert.Equal(2UL, tag & 7);
            var length = (int)Varint(ref message);
            var body = message[..length];
            message = message[length..];
            text.Append(inner == "" ? $"={Encoding.Latin1.GetString(body)}" : $"{{{Describe(body, inner)}}}");
        }

        return text.ToString();
    }

    private static (string Name, string Inner) Field(string type, int field) => (type, field) switch
    {
        (not "kv" and not "header" and not "op", 1) => ("header", "header"),
        ("header", 3) => ("revision", ""),
        ("range", 2) => ("kv", "kv"),
        ("range", 3) => ("more", ""),
        ("range", 4) => ("count", ""),
        ("put", 2) => ("prev", "kv"),
        ("delete", 2) => ("deleted", ""),
        ("delete", 3) => ("prev", "kv"),
        ("txn", 2) => ("succeeded", ""),
        ("txn", 3) => ("op", "op"),
        ("op", 1) => ("range", "range"),
        ("op", 2) => ("put", "put"),
        ("op", 3) => ("delete", "delete"),
        ("op", 4) => ("txn", "txn"),
        ("kv", 1) => ("key", ""),
        ("kv", 2) => ("create", ""),
        ("kv", 3) => ("mod", ""),
        ("kv", 4) => ("version", ""),
        ("kv", 5) => ("value", ""),
        ("kv", 6) => ("lease", ""),
        _ => throw new InvalidOperationException($"{type} has no field {field}"),
    };

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        var result = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[0];
            bytes = bytes[1..];
            result |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return result;
            }
        }
    }
}
