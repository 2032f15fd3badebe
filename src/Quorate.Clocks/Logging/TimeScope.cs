using System.Collections;
using Quorate.Broadcast;

namespace Quorate.Clocks;

/// <summary>The scope of one log record: its time, as providers that include scopes print it (clocks.md S6).</summary>
internal sealed class TimeScope(HybridTimestamp? time) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public const string Key = "CausalTime";

    private readonly string _text = time?.ToString() ?? "unknown";

    public int Count => 1;

    public KeyValuePair<string, object?> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(index, 0);
            return new KeyValuePair<string, object?>(Key, _text);
        }
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{Key}:{_text}";
}
