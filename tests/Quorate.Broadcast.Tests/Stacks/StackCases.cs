using Quorate.Simulation;

namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>Each stack in its model, with the properties that it has there (CGR).</summary>
internal static class StackCases
{
    public const int DropsMax = 6;

    private static readonly StackFaults s_crashStop = StackFaults.FairLoss with { Crashes = 1 };

    private static readonly StackFaults s_recovery =
        StackFaults.FairLoss with { Crashes = 6, Restarts = true };

    private static readonly StackFaults s_attack = StackFaults.FairLoss with { HasAttacker = true };

    public static StackCase FairLoss { get; } = Link(
        Stacks.FairLoss, s_crashStop, history => FairLossChecker.Check(history, DropsMax, copiesMax: 2));

    public static StackCase Stubborn { get; } =
        Link(Stacks.Stubborn, s_crashStop, DeliversThrice) with { RoundsMax = 40 };

    public static StackCase Perfect { get; } = Link(
        Stacks.Perfect, s_crashStop, ReliableDeliveryChecker.Check, NoDuplicationChecker.Check);

    public static StackCase Fifo { get; } = Link(
        Stacks.Fifo,
        s_crashStop,
        ReliableDeliveryChecker.Check,
        NoDuplicationChecker.Check,
        FifoOrderChecker.Check);

    public static StackCase Logged { get; } = Link(
        Stacks.Logged,
        s_recovery,
        ReliableDeliveryChecker.Check,
        NoDuplicationChecker.Check,
        FifoOrderChecker.Check);

    public static StackCase Authenticated { get; } = Link(
        Stacks.AuthenticatedPerfect, s_attack, ReliableDeliveryChecker.Check, NoDuplicationChecker.Check);

    public static StackCase AuthenticatedAlone { get; } = Link(
        context => Stacks.Authenticated(context),
        s_recovery with { HasAttacker = true },
        NoDuplicationChecker.Check);

    public static StackCase AuthenticatedLogged { get; } = Link(
        Stacks.AuthenticatedLogged,
        s_recovery with { HasAttacker = true },
        ReliableDeliveryChecker.Check,
        NoDuplicationChecker.Check,
        FifoOrderChecker.Check);

    public static StackCase BestEffort { get; } = Broadcast(
        Stacks.BestEffort, s_crashStop, ReliableDeliveryChecker.Check);

    public static StackCase Reliable { get; } =
        Broadcast(Stacks.Reliable, s_crashStop, ValidityChecker.Check, AgreementChecker.Check) with { Members = 4 };

    public static StackCase Uniform { get; } = Broadcast(
        Stacks.Uniform, s_crashStop, ValidityChecker.Check, AgreementChecker.Check, UniformAgreementChecker.Check);

    public static StackCase FifoOrder { get; } = Broadcast(
        Stacks.FifoOrder, s_crashStop, ValidityChecker.Check, AgreementChecker.Check, FifoOrderChecker.Check);

    public static StackCase CausalOrder { get; } = Broadcast(
        Stacks.CausalOrder,
        s_crashStop,
        ValidityChecker.Check,
        AgreementChecker.Check,
        FifoOrderChecker.Check,
        CausalOrderChecker.Check);

    public static StackCase UniformCausalOrder { get; } = Broadcast(
        Stacks.UniformCausalOrder,
        s_crashStop,
        ValidityChecker.Check,
        UniformAgreementChecker.Check,
        FifoOrderChecker.Check,
        CausalOrderChecker.Check);

    public static StackCase TotalOrder { get; } = Broadcast(
        Stacks.TotalOrder,
        StackFaults.FairLoss,
        ReliableDeliveryChecker.Check,
        AgreementChecker.Check,
        FifoOrderChecker.Check,
        CausalOrderChecker.Check,
        TotalOrderChecker.Check,
        TimeOrderChecker.Check);

    public static StackCase LoggedTotalOrder { get; } = Broadcast(
        Stacks.LoggedTotalOrder,
        s_recovery,
        ReliableDeliveryChecker.Check,
        UniformAgreementChecker.Check,
        FifoOrderChecker.Check,
        CausalOrderChecker.Check,
        TotalOrderChecker.Check,
        TimeOrderChecker.Check);

    public static IReadOnlyDictionary<string, StackCase> All { get; } = new SortedDictionary<string, StackCase>
    {
        [nameof(FairLoss)] = FairLoss,
        [nameof(Stubborn)] = Stubborn,
        [nameof(Perfect)] = Perfect,
        [nameof(Fifo)] = Fifo,
        [nameof(Logged)] = Logged,
        [nameof(Authenticated)] = Authenticated,
        [nameof(AuthenticatedAlone)] = AuthenticatedAlone,
        [nameof(AuthenticatedLogged)] = AuthenticatedLogged,
        [nameof(BestEffort)] = BestEffort,
        [nameof(Reliable)] = Reliable,
        [nameof(Uniform)] = Uniform,
        [nameof(FifoOrder)] = FifoOrder,
        [nameof(CausalOrder)] = CausalOrder,
        [nameof(UniformCausalOrder)] = UniformCausalOrder,
        [nameof(TotalOrder)] = TotalOrder,
        [nameof(LoggedTotalOrder)] = LoggedTotalOrder,
    };

    private static IEnumerable<Violation> DeliversThrice(BroadcastHistory history) =>
        StubbornDeliveryChecker.Check(history, timesMin: 3);

    private static StackCase Link(
        Func<StackContext, ILayer> stack,
        StackFaults faults,
        params Func<BroadcastHistory, IEnumerable<Violation>>[] properties) =>
        new(stack, faults, [.. properties, NoCreationChecker.Check]) { IsLink = true };

    private static StackCase Broadcast(
        Func<StackContext, ILayer> stack,
        StackFaults faults,
        params Func<BroadcastHistory, IEnumerable<Violation>>[] properties) =>
        new(stack, faults, [.. properties, NoDuplicationChecker.Check, NoCreationChecker.Check]);
}
