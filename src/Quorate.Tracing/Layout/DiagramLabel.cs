namespace Quorate.Tracing;

/// <summary>A piece of text.</summary>
/// <param name="Kind">What it belongs to.</param>
/// <param name="Event">The index of its event, or -1.</param>
/// <param name="X">Its anchor along time.</param>
/// <param name="Shift">How far right of the anchor it stands, at any zoom.</param>
/// <param name="Y">Its base line.</param>
/// <param name="Text">The text.</param>
/// <param name="IsCentred">Whether it stands around its place; it begins there otherwise.</param>
/// <param name="Level">
/// The zoom from which on there is room for it, as a power of two: 0 at normal size, 1 at double.
/// </param>
/// <param name="Arrow">The index of the arrow that it names, or -1.</param>
public sealed record DiagramLabel(
    LabelKind Kind,
    int Event,
    double X,
    double Shift,
    double Y,
    string Text,
    bool IsCentred,
    int Level,
    int Arrow);
