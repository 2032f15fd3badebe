namespace Quorate.Tests.Models;

/// <summary>The models as values, and what theory claims in each.</summary>
public sealed class SystemModelTests
{
    [Fact]
    public void ThereAreTwentySevenModels()
    {
        Assert.Equal(27, SystemModel.All.Distinct().Count());
    }

    [Fact]
    public void WeakestModelIncludesAllAndStrongestOnlyItself()
    {
        var strongest = SystemModel.All.First();
        var weakest = SystemModel.All.Last();

        Assert.All(SystemModel.All, model => Assert.True(weakest.Includes(model)));
        Assert.Equal([strongest], SystemModel.All.Where(strongest.Includes));
    }

    [Fact]
    public void NamesReadBackAsWhatTheyName()
    {
        foreach (var model in SystemModel.All)
        {
            var names = model.ToString().Split(", ");
            Assert.True(SystemModel.TryParse(names[0], out NetworkModel network));
            Assert.True(SystemModel.TryParse(names[1], out NodeModel nodes));
            Assert.True(SystemModel.TryParse(names[2], out TimingModel timing));
            Assert.Equal(model, new SystemModel(network, nodes, timing));
        }

        Assert.False(SystemModel.TryParse("Reliable", out NetworkModel _));
        Assert.False(SystemModel.TryParse(null, out NodeModel _));
        Assert.False(SystemModel.TryParse("", out TimingModel _));
    }

    // The published possibility and impossibility results: a line for network and nodes, in it each timing, in that
    // safety and liveness of Lamport's order, Viewstamped Replication and PBFT: '+' holds, 'w' holds with a layer or an
    // assumption, '-' does not.
    [Theory]
    [InlineData(NetworkModel.Reliable, NodeModel.CrashStop, "+- ++ ++", "+- ++ ++", "+- +- +-")]
    [InlineData(NetworkModel.Reliable, NodeModel.CrashRecovery, "+- ++ ++", "+- ++ ++", "+- +- +-")]
    [InlineData(NetworkModel.Reliable, NodeModel.Byzantine, "-- -- ++", "-- -- ++", "-- -- +-")]
    [InlineData(NetworkModel.FairLoss, NodeModel.CrashStop, "w- ++ ++", "w- ++ ++", "w- +- +-")]
    [InlineData(NetworkModel.FairLoss, NodeModel.CrashRecovery, "w- ++ ++", "w- ++ ++", "w- +- +-")]
    [InlineData(NetworkModel.FairLoss, NodeModel.Byzantine, "-- -- ++", "-- -- ++", "-- -- +-")]
    [InlineData(NetworkModel.Arbitrary, NodeModel.CrashStop, "w- ww +w", "w- ww +w", "w- w- +-")]
    [InlineData(NetworkModel.Arbitrary, NodeModel.CrashRecovery, "w- ww +w", "w- ww +w", "w- w- +-")]
    [InlineData(NetworkModel.Arbitrary, NodeModel.Byzantine, "-- -- +w", "-- -- +w", "-- -- +-")]
    public void ClaimsAreThoseOfTheLiterature(
        NetworkModel network, NodeModel nodes, string synchronous, string partially, string asynchronous)
    {
        Assert.Equal(synchronous, Row(new SystemModel(network, nodes, TimingModel.Synchronous)));
        Assert.Equal(partially, Row(new SystemModel(network, nodes, TimingModel.PartiallySynchronous)));
        Assert.Equal(asynchronous, Row(new SystemModel(network, nodes, TimingModel.Asynchronous)));
    }

    [Fact]
    public void NothingHoldsInAWeakerModelThatDoesNotHoldInAStrongerOne()
    {
        foreach (var protocol in Enum.GetValues<ReplicationProtocol>())
        {
            foreach (var weaker in SystemModel.All)
            {
                foreach (var stronger in SystemModel.All.Where(weaker.Includes))
                {
                    var there = ProtocolClaims.Of(protocol, stronger);
                    var here = ProtocolClaims.Of(protocol, weaker);
                    var which = $"{protocol}: {weaker} / {stronger}";
                    Assert.True(here.Safety.Strength <= there.Safety.Strength, which);
                    Assert.True(here.Liveness.Strength <= there.Liveness.Strength, which);
                }
            }
        }
    }

    [Fact]
    public void PageShowsWhatTheCodeClaims()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "system-models.md");
        var page = File.ReadAllText(file).ReplaceLineEndings("\n");
        var text = page.Replace("\n  ", " ", StringComparison.Ordinal);

        foreach (var group in SystemModel.All.GroupBy(model => (model.Network, model.Nodes)))
        {
            var names = group.First().ToString().Split(", ");
            var cells = from model in @group
                        from protocol in Enum.GetValues<ReplicationProtocol>()
                        let claims = ProtocolClaims.Of(protocol, model)
                        select $"{Word(claims.Safety)} / {Word(claims.Liveness)}";
            var row = $"| {names[0]} | {names[1]} | {string.Join(" | ", cells)} |\n";
            Assert.Contains(row, page, StringComparison.Ordinal);
        }

        var reasons = from model in SystemModel.All
                      from protocol in Enum.GetValues<ReplicationProtocol>()
                      let claims = ProtocolClaims.Of(protocol, model)
                      from reason in new[] { claims.Safety.Reason, claims.Liveness.Reason }
                      select reason;
        Assert.All(reasons.Distinct(), reason => Assert.Contains(reason, text, StringComparison.Ordinal));
    }

    private static string Word(Claim claim) => claim.Strength switch
    {
        ClaimStrength.Holds => "yes",
        ClaimStrength.HoldsWith => "with",
        _ => "no",
    };

    private static string Row(SystemModel model) => string.Join(
        ' ', Enum.GetValues<ReplicationProtocol>().Select(protocol => ProtocolClaims.Of(protocol, model))
            .Select(claims => $"{Mark(claims.Safety)}{Mark(claims.Liveness)}"));

    private static char Mark(Claim claim) => "-w+"[(int)claim.Strength];
}
