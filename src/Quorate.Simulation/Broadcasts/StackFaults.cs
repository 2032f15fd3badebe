namespace Quorate.Simulation;

/// <summary>What may go wrong in a world of stacks.</summary>
public sealed record StackFaults
{
    /// <summary>The share of frames that the network loses.</summary>
    public double Loss { get; init; }

    /// <summary>How many frames in a row it may lose on one link, which keeps it fair.</summary>
    public int DropsMax { get; init; } = 6;

    /// <summary>The share of frames that arrive a second time.</summary>
    public double Duplication { get; init; }

    /// <summary>Whether frames of one link keep their order.</summary>
    public bool KeepsOrder { get; init; }

    /// <summary>How many processes crash during the run.</summary>
    public int Crashes { get; init; }

    /// <summary>Whether crashed processes come back, with their disks.</summary>
    public bool Restarts { get; init; }

    /// <summary>Whether somebody in the network replays, alters, redirects and invents frames.</summary>
    public bool HasAttacker { get; init; }

    /// <summary>Nothing goes wrong, but frames overtake each other.</summary>
    public static StackFaults None { get; } = new();

    /// <summary>Loss, duplication and reordering.</summary>
    public static StackFaults FairLoss { get; } = new() { Loss = 0.3, Duplication = 0.2 };
}
