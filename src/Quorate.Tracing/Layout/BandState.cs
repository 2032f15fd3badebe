namespace Quorate.Tracing;

/// <summary>What a replica does in a view, as far as a diagram tints it.</summary>
public enum BandState
{
    /// <summary>Takes part in the view.</summary>
    Member,

    /// <summary>Leads the view.</summary>
    Primary,

    /// <summary>Is on its way to the view.</summary>
    Changing,
}
