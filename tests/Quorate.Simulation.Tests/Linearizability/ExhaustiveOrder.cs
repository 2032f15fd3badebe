namespace Quorate.Simulation.Tests.Linearizability;

/// <summary>
/// Whether an order exists, decided with none of the search's cleverness: every order of every choice of open
/// operations is tried, and real time is looked up pair by pair.
/// </summary>
internal static class ExhaustiveOrder
{
    public static bool Exists(IReadOnlyList<TimedOperation<RegisterAction, int>> history) =>
        Extends(history, new bool[history.Count], 0);

    private static bool Extends(
        IReadOnlyList<TimedOperation<RegisterAction, int>> history, bool[] ordered, int state)
    {
        if (history.Index().All(pair => ordered[pair.Index] || pair.Item.IsOpen))
        {
            return true;
        }

        for (var i = 0; i < history.Count; i++)
        {
            if (ordered[i] || history.Index().Any(pair =>
                !ordered[pair.Index] && pair.Item.Completed < history[i].Invoked))
            {
                continue;
            }

            var (next, output) = RegisterModel.Apply(state, history[i].Input);
            if (!history[i].IsOpen && output != history[i].Output)
            {
                continue;
            }

            ordered[i] = true;
            if (Extends(history, ordered, next))
            {
                return true;
            }

            ordered[i] = false;
        }

        return false;
    }
}
