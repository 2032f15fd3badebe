using System.Globalization;
using System.Text;

namespace Quorate.Tracing;

/// <summary>Writes markup: numbers without a culture, text escaped.</summary>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>Appends markup as it is.</summary>
    public MarkupWriter Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Appends markup as it is, and ends the line.</summary>
    public MarkupWriter Line(string markup = "")
    {
        _text.Append(markup).Append('\n');
        return this;
    }

    /// <summary>Appends a number with at most one decimal.</summary>
    public MarkupWriter Number(double value)
    {
        _text.Append(value.ToString("0.#", CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>Appends an attribute with a number.</summary>
    public MarkupWriter Attribute(string name, double value) => Raw(" ").Raw(name).Raw("=\"").Number(value).Raw("\"");

    /// <summary>Appends text, escaped for content and attributes.</summary>
    public MarkupWriter Text(string text)
    {
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                < ' ' => _text.Append(' '),
                _ => _text.Append(letter),
            };
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
