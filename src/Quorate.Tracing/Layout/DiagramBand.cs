namespace Quorate.Tracing;

/// <summary>A stretch of a replica's lane in one view.</summary>
/// <param name="Process">The replica.</param>
/// <param name="From">Where it begins, along time.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Bottom">Lower edge.</param>
/// <param name="View">The view.</param>
/// <param name="State">What the replica does in it.</param>
public sealed record DiagramBand(
    int Process, double From, double To, double Top, double Bottom, ulong View, BandState State);
