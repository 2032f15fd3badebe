namespace Quorate.KeyValue;

/// <summary>etcdserverpb.Compare, read from its wire bytes.</summary>
internal ref struct CompareRequest
{
    public const int Version = 0;
    public const int Create = 1;
    public const int Mod = 2;
    public const int Value = 3;
    public const int Lease = 4;

    public int Result;
    public int Target;
    public ReadOnlySpan<byte> Key;
    public ReadOnlySpan<byte> RangeEnd;

    /// <summary>The operand, when its kind is the target's; a one-of of another kind compares as zero.</summary>
    public long Number;

    /// <summary>The operand of a comparison of values.</summary>
    public ReadOnlySpan<byte> Bytes;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out CompareRequest request)
    {
        request = default;
        var reader = new ProtoReader(bytes);
        var operandField = 0;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: request.Result = reader.Enum(); break;
                case 2: request.Target = reader.Enum(); break;
                case 3: request.Key = reader.Bytes(); break;
                case 4 or 5 or 6 or 8:
                    request.Number = reader.Int64();
                    operandField = field;
                    break;
                case 7:
                    request.Bytes = reader.Bytes();
                    operandField = field;
                    break;
                case 64: request.RangeEnd = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }

        if (operandField != request.Target + 4)
        {
            request.Number = 0;
            request.Bytes = default;
        }

        return !reader.Failed;
    }
}
