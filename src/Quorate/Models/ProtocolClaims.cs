namespace Quorate;

/// <summary>
/// What theory grants a protocol in a system model, with as many faulty nodes of the model's kind as the protocol is
/// made for, and one for Lamport's, which is made for none. A weaker model includes the runs of a stronger one, so no
/// claim is stronger there.
/// </summary>
/// <param name="Safety">
/// Correct replicas execute the same operations in the same order, each acknowledged one once, none lost.
/// </param>
/// <param name="Liveness">
/// Every request of a correct client that keeps asking is executed and answered in the end.
/// </param>
public readonly record struct ProtocolClaims(Claim Safety, Claim Liveness)
{
    private const string Authenticated = "authenticated links, bound to cluster, epoch, sender and session";
    private const string NotCutOff = "the adversary does not cut correct nodes off for ever";
    private const string Impossible =
        "no deterministic protocol decides in every run if one node may crash (Fischer, Lynch, Paterson 1985)";

    /// <summary>The claims of a protocol in a model (docs/system-models.md).</summary>
    public static ProtocolClaims Of(ReplicationProtocol protocol, SystemModel model) => protocol switch
    {
        ReplicationProtocol.Lamport => new(LamportSafety(model), LamportLiveness(model)),
        ReplicationProtocol.Viewstamped => new(ViewstampedSafety(model), ViewstampedLiveness(model)),
        ReplicationProtocol.Pbft => new(PbftSafety(model), PbftLiveness(model)),
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "not a protocol"),
    };

    private static Claim LamportSafety(SystemModel model) => model switch
    {
        { Nodes: NodeModel.Byzantine } =>
            Claim.No("one lying sender gives different receivers different operations; no quorums meet"),
        { Network: NetworkModel.Arbitrary } => Claim.With($"{Authenticated}, that resend and deliver in order"),
        { Network: NetworkModel.FairLoss } => Claim.With("links that resend and deliver in order: Quorate's do"),
        { Nodes: NodeModel.CrashRecovery } =>
            Claim.Yes("clock, positions and outbox are on disk before anything that depends on them is sent"),
        _ => Claim.Yes("nothing is delivered before every other process has been heard past it"),
    };

    private static Claim LamportLiveness(SystemModel model) => model switch
    {
        { Nodes: NodeModel.Byzantine } => Claim.No("a silent node is enough, and a faulty one may be silent"),
        { Nodes: NodeModel.CrashRecovery } => Claim.No("delivery waits for every node, and one may stay away for ever"),
        _ => Claim.No("delivery waits for every node, and a crashed one is never heard again"),
    };

    private static Claim ViewstampedSafety(SystemModel model) => model switch
    {
        { Nodes: NodeModel.Byzantine } =>
            Claim.No("a lying primary orders two operations at one place; a false vote erases committed ones"),
        { Network: NetworkModel.Arbitrary } => Claim.With(Authenticated),
        { Nodes: NodeModel.CrashRecovery } =>
            Claim.Yes("promises are on disk before they are sent; any number may crash"),
        _ => Claim.Yes("any two quorums share a node"),
    };

    private static Claim ViewstampedLiveness(SystemModel model) => model switch
    {
        { Nodes: NodeModel.Byzantine } => Claim.No("a faulty node ends every view, or is a primary just lively enough"),
        { Timing: TimingModel.Asynchronous } => Claim.No(Impossible),
        { Network: NetworkModel.Arbitrary } => Claim.With($"{Authenticated}; {NotCutOff}"),
        _ => Claim.Yes("timeouts grow past the real delays, and a quorum stays up long enough"),
    };

    private static Claim PbftSafety(SystemModel model) => model switch
    {
        { Nodes: NodeModel.Byzantine } =>
            Claim.Yes("any two quorums share a correct node, and signatures are not forged"),
        { Nodes: NodeModel.CrashRecovery } =>
            Claim.Yes("promises are on disk before they are signed; any number may crash"),
        { Network: NetworkModel.Arbitrary } => Claim.Yes("messages are signed: nobody speaks in another's name"),
        _ => Claim.Yes("any two quorums share a correct node"),
    };

    private static Claim PbftLiveness(SystemModel model) => model switch
    {
        { Timing: TimingModel.Asynchronous } => Claim.No(Impossible),
        { Network: NetworkModel.Arbitrary } => Claim.With(NotCutOff),
        _ => Claim.Yes("timeouts grow past the real delays, and 2f + 1 correct nodes stay up long enough"),
    };
}
