namespace Quorate.Hosting.Tests;

public sealed class OptionsTests
{
    public static TheoryData<Action<QuorateOptions>, string> Contradictions => new()
    {
        { options => options.ClusterId = "", "mint one at random" },
        { options => options.ClusterId = new string('0', 32), "mint one at random" },
        { options => options.Members = [], "list the peer addresses of all replicas" },
        { options => options.ReplicaId = 3, "with 3 members it is 0 to 2" },
        { options => options.ReplicaId = -1, "is not a place in Members" },
        { options => options.Members[1] = "nowhere", "'nowhere', which is not host:port" },
        { options => options.Members[1] = options.Members[0], "twice" },
        { options => options.ListenAddress = "here", "ListenAddress 'here' is not host:port" },
        { options => options.DataDirectory = " ", "DataDirectory is empty" },
        { options => options.Tls = new QuorateTlsOptions { KeyPath = "/nowhere" }, "Tls:CertificatePath is empty" },
        { options => options.Tls = new QuorateTlsOptions { KeyPath = "/nowhere" }, "'/nowhere' does not exist" },
        { options => options.HeartbeatInterval = TimeSpan.Zero, "below 1 ms" },
        { options => options.SuspectTimeout = options.HeartbeatInterval * 3, "below four heartbeats" },
        { options => options.OperationBytesMax = 3 << 20, "OperationBytesMax" },
        { options => options.PendingOperationsMax = 0, "PendingOperationsMax" },
        { options => options.CheckpointEveryOps = 0, "CheckpointEveryOps" },
    };

    [Fact]
    public void GoodOptionsPass() =>
        Assert.True(new QuorateOptionsValidator().Validate(null, Good()).Succeeded);

    [Theory]
    [MemberData(nameof(Contradictions), DisableDiscoveryEnumeration = true)]
    public void EachContradictionIsNamedWithWhatToDo(Action<QuorateOptions> contradict, string expected)
    {
        ArgumentNullException.ThrowIfNull(contradict);
        var options = Good();
        contradict(options);

        var verdict = new QuorateOptionsValidator().Validate(null, options);

        Assert.True(verdict.Failed);
        Assert.Contains(expected, verdict.FailureMessage);
    }

    [Fact]
    public void AllProblemsAreReportedAtOnce()
    {
        var error = Assert.Throws<ReplicaStartException>(() => ReplicaHost.Start(
            new QuorateOptions(), new LedgerMachine(), new ViewstampedProtocol()));

        Assert.True(error.Message.Split(Environment.NewLine).Length >= 3, error.Message);
    }

    private static QuorateOptions Good() => new()
    {
        ClusterId = "000000000000000000000000000000c1",
        Members = ["a:1", "b:1", "[::1]:1"],
        DataDirectory = "data",
    };
}
