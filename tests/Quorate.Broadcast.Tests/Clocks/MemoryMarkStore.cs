namespace Quorate.Broadcast.Tests;

/// <summary>A mark that outlives its process; a crash can strike before or after it is durable.</summary>
internal sealed class MemoryMarkStore : IHighWaterMarkStore
{
    private readonly IOException _crash = new("the process crashed");

    public ulong Mark { get; private set; }

    public int Saves { get; private set; }

    /// <summary>Saves until the crash; negative for never.</summary>
    public int SavesUntilCrash { get; set; } = -1;

    /// <summary>Whether the save that the crash hits is found afterwards.</summary>
    public bool IsLastSaveDurable { get; set; }

    public ulong Load() => Mark;

    public void Save(ulong mark)
    {
        if (SavesUntilCrash == 0)
        {
            Mark = IsLastSaveDurable ? mark : Mark;
            throw _crash;
        }

        SavesUntilCrash--;
        Mark = mark;
        Saves++;
    }
}
