namespace Quorate.Simulation.Tests.Linearizability;

/// <summary>
/// Histories of real registers: every operation takes effect at some instant between call and return.
/// </summary>
internal static class RandomHistory
{
    /// <summary>Draws a history.</summary>
    /// <param name="random">The source.</param>
    /// <param name="operations">How many operations.</param>
    /// <param name="clients">At most so many under way at a time.</param>
    /// <param name="keys">Registers.</param>
    /// <param name="values">Values are drawn below this: the fewer, the more orders explain a history.</param>
    /// <param name="unknown">
    /// The chance that an outcome is unknown; such an operation may never have taken effect.
    /// </param>
    public static List<TimedOperation<RegisterAction, int>> Draw(
        Prng random, int operations, int clients, int keys, int values, double unknown)
    {
        var history = new List<TimedOperation<RegisterAction, int>>();
        var registers = new int[keys];
        var calls = new (RegisterAction Action, long Invoked, int? Output)?[clients];
        for (var now = 0L; history.Count < operations; now++)
        {
            ref var call = ref calls[random.Below(clients)];
            if (call is not { } open)
            {
                call = (DrawAction(random, keys, values), now, null);
            }
            else if (open.Output is null && random.Chance(unknown))
            {
                history.Add(new(open.Invoked, TimedOperation<RegisterAction, int>.Never, open.Action, -1));
                if (random.Chance(0.5))
                {
                    registers[open.Action.Key] = RegisterModel.Apply(registers[open.Action.Key], open.Action).Next;
                }

                call = null;
            }
            else if (open.Output is null)
            {
                (registers[open.Action.Key], var output) = RegisterModel.Apply(registers[open.Action.Key], open.Action);
                call = open with { Output = output };
            }
            else
            {
                history.Add(new(open.Invoked, now, open.Action, open.Output.Value));
                call = null;
            }
        }

        return history;
    }

    private static RegisterAction DrawAction(Prng random, int keys, int values) =>
        new(random.Below(keys), (RegisterVerb)random.Below(3), random.Below(values), random.Below(values));
}
