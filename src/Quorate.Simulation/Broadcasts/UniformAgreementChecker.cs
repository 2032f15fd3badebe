namespace Quorate.Simulation;

/// <summary>What any process delivers, even one that crashes, every correct process delivers (CGR: URB4).</summary>
public static class UniformAgreementChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "uniform-agreement";

    /// <summary>Checks a history that goes on until nothing is under way.</summary>
    public static IEnumerable<Violation> Check(BroadcastHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return AgreementChecker.Missing(history, history.All(), Name);
    }
}
