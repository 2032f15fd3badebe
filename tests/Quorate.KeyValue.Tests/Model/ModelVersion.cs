using System.Text;

namespace Quorate.KeyValue.Tests;

/// <summary>One change in the history of a <see cref="ModelStore"/>; without a value it is a deletion.</summary>
internal sealed record ModelVersion(long Main, int Sub, byte[] Key, byte[]? Value, long Create, long Version)
{
    public string Describe(bool withValue)
    {
        var text = $"key={Encoding.Latin1.GetString(Key)} create={Create} mod={Main} version={Version}";
        return withValue && Value!.Length > 0 ? $"{text} value={Encoding.Latin1.GetString(Value)}" : text;
    }
}
