namespace Quorate.Tracing;

/// <summary>How wide a text will be, estimated on the safe side for the fonts that browsers take.</summary>
internal static class TextWidth
{
    private const string Narrow = "iljtfr.,:;|'!()[] ·";

    /// <summary>Pixels of a text in the size of its kind.</summary>
    public static double Of(string text, LabelKind kind)
    {
        var size = kind switch
        {
            LabelKind.Commit => 9.5,
            LabelKind.Tick or LabelKind.Message => 10.5,
            _ => 11,
        };
        var width = 0.0;
        foreach (var letter in text)
        {
            var isWide = char.IsUpper(letter) || letter is '→' or 'm' or 'w';
            width += isWide ? 0.78 : Narrow.Contains(letter) ? 0.36 : 0.59;
        }

        return width * size;
    }
}
