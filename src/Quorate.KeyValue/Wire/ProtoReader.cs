namespace Quorate.KeyValue;

/// <summary>
/// Reads the fields of one protobuf message from untrusted bytes, as strictly and as leniently as etcd's generated
/// code: unknown fields are skipped, a known field of another wire type is an error. Never throws: it becomes
/// <see cref="Failed"/>, and yields no more fields.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> source)
{
    public const int Varint = 0;
    public const int LengthDelimited = 2;

    private const int Fixed64 = 1;
    private const int GroupStart = 3;
    private const int GroupEnd = 4;
    private const int Fixed32 = 5;
    private const int FieldMax = (1 << 29) - 1;

    private readonly ReadOnlySpan<byte> _source = source;
    private int _position;
    private int _wireType;

    public bool Failed { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public readonly int Position => _position;

    /// <summary>Moves to the next field; false at the end of the message or when it is malformed.</summary>
    public bool Next(out int field)
    {
        field = 0;
        if (Failed || _position == _source.Length)
        {
            return false;
        }

        var tag = ReadVarint();
        _wireType = (int)(tag & 7);
        Failed |= tag >> 3 is 0 or > FieldMax || _wireType == GroupEnd;
        field = (int)(tag >> 3);
        return !Failed;
    }

    public ReadOnlySpan<byte> Bytes()
    {
        Expect(LengthDelimited);
        return ReadBytes();
    }

    public long Int64()
    {
        Expect(Varint);
        return (long)ReadVarint();
    }

    // Enums keep their low 32 bits, as Go's generated code does.
    public int Enum() => (int)Int64();

    public bool Bool() => Int64() != 0;

    /// <summary>Skips an unknown field.</summary>
    public void Skip()
    {
        var depth = 0;
        SkipValue(ref depth);
        while (depth > 0 && !Failed)
        {
            _wireType = (int)(ReadVarint() & 7);
            SkipValue(ref depth);
        }
    }

    private void SkipValue(ref int depth)
    {
        switch (_wireType)
        {
            case Varint:
                ReadVarint();
                break;
            case Fixed64:
                Advance(8);
                break;
            case LengthDelimited:
                ReadBytes();
                break;
            case GroupStart:
                depth++;
                break;
            case GroupEnd:
                depth--;
                break;
            case Fixed32:
                Advance(4);
                break;
            default:
                Failed = true;
                break;
        }
    }

    private void Expect(int wireType) => Failed |= _wireType != wireType;

    private void Advance(int count)
    {
        Failed |= count > _source.Length - _position;
        _position = Failed ? _source.Length : _position + count;
    }

    private ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (Failed || length > (ulong)(_source.Length - _position))
        {
            Failed = true;
            return default;
        }

        var bytes = _source.Slice(_position, (int)length);
        _position += (int)length;
        return bytes;
    }

    private ulong ReadVarint()
    {
        var result = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (Failed || _position == _source.Length)
            {
                break;
            }

            var part = _source[_position++];
            result |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return result;
            }
        }

        Failed = true;
        return 0;
    }
}
