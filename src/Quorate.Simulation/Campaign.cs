namespace Quorate.Simulation;

/// <summary>Many runs, one seed each.</summary>
public static class Campaign
{
    /// <summary>Runs the seeds one after the other, lazily: each result is yielded when its run ends.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="last">The last seed, included.</param>
    /// <param name="template">Everything but the seed.</param>
    public static IEnumerable<SimulationResult> Run(ulong first, ulong last, SimulationOptions template)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        return Seeds(first, last, template);
    }

    private static IEnumerable<SimulationResult> Seeds(ulong first, ulong last, SimulationOptions template)
    {
        for (var seed = first; ; seed++)
        {
            yield return SimulationRun.Execute(template with { Seed = seed });
            if (seed == last)
            {
                yield break;
            }
        }
    }
}
