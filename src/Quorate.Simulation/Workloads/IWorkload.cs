namespace Quorate.Simulation;

/// <summary>What the clients of a run do, and the state machine they do it to.</summary>
internal interface IWorkload
{
    /// <summary>A fresh state machine: for a replica, or for the checker that replays the log.</summary>
    IStateMachine NewMachine();

    /// <summary>An operation whose bytes occur once in the run.</summary>
    /// <param name="random">Decides which.</param>
    /// <param name="unique">A number that occurs once in the run.</param>
    /// <param name="padding">Bytes to make it larger by.</param>
    byte[] Operation(Prng random, ulong unique, int padding);

    /// <summary>A read-only query.</summary>
    byte[] Query(Prng random);
}
