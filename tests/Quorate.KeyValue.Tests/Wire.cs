using System.Text;

namespace Quorate.KeyValue.Tests;

/// <summary>Builds protobuf messages as proto3 encoders do: fields of value zero are left out.</summary>
internal static class Wire
{
    public static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(field => field)];

    public static byte[] Text(int field, string value) =>
        value.Length == 0 ? [] : Bytes(field, Encoding.Latin1.GetBytes(value));

    public static byte[] Bytes(int field, byte[] value) =>
        [.. Varint((ulong)((field << 3) | 2)), .. Varint((ulong)value.Length), .. value];

    public static byte[] Number(int field, long value) =>
        value == 0 ? [] : OneOfNumber(field, value);

    /// <summary>A number of a one-of, which is written even when it is zero.</summary>
    public static byte[] OneOfNumber(int field, long value) =>
        [.. Varint((ulong)(field << 3)), .. Varint((ulong)value)];

    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    public static byte[] Range(
        string key,
        string end = "",
        long limit = 0,
        long revision = 0,
        int order = 0,
        int target = 0,
        bool keysOnly = false,
        bool countOnly = false,
        long minMod = 0,
        long maxMod = 0,
        long minCreate = 0,
        long maxCreate = 0) => Message(
            Text(1, key),
            Text(2, end),
            Number(3, limit),
            Number(4, revision),
            Number(5, order),
            Number(6, target),
            Number(8, keysOnly ? 1 : 0),
            Number(9, countOnly ? 1 : 0),
            Number(10, minMod),
            Number(11, maxMod),
            Number(12, minCreate),
            Number(13, maxCreate));

    public static byte[] Put(
        string key,
        string value,
        long lease = 0,
        bool previous = false,
        bool ignoreValue = false,
        bool ignoreLease = false) => Message(
            Text(1, key),
            Text(2, value),
            Number(3, lease),
            Number(4, previous ? 1 : 0),
            Number(5, ignoreValue ? 1 : 0),
            Number(6, ignoreLease ? 1 : 0));

    public static byte[] Delete(string key, string end = "", bool previous = false) =>
        Message(Text(1, key), Text(2, end), Number(3, previous ? 1 : 0));

    public static byte[] Compact(long revision) => Number(1, revision);

    public static byte[] Txn(byte[][] compares, byte[][] success, byte[][] failure) => Message(
        [
            .. compares.Select(compare => Bytes(1, compare)),
            .. success.Select(op => Bytes(2, op)),
            .. failure.Select(op => Bytes(3, op)),
        ]);

    public static byte[] RangeOp(byte[] request) => Bytes(1, request);

    public static byte[] PutOp(byte[] request) => Bytes(2, request);

    public static byte[] DeleteOp(byte[] request) => Bytes(3, request);

    public static byte[] TxnOp(byte[] request) => Bytes(4, request);

    /// <summary>A comparison of a number: target 0 version, 1 create, 2 mod, 4 lease.</summary>
    public static byte[] Compare(string key, int target, int result, long operand, string end = "") => Message(
        Number(1, result),
        Number(2, target),
        Text(3, key),
        OneOfNumber(target + 4, operand),
        Text(64, end));

    public static byte[] CompareValue(string key, int result, string operand, string end = "") =>
        Message(
            Number(1, result), Number(2, 3), Text(3, key), Bytes(7, Encoding.Latin1.GetBytes(operand)), Text(64, end));
}
