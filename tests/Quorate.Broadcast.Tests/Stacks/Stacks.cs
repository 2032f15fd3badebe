using Quorate.Simulation;

namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>The stacks as they are meant to be built, with small windows, so that runs reach their bounds.</summary>
internal static class Stacks
{
    public const int Window = 4;

    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    public static readonly ClusterId Cluster = new(7);

    public static ILink FairLoss(StackContext context) => new FairLossLink(context.Membership);

    public static ILink Stubborn(StackContext context) => Stubborn(context, FairLoss(context), 64);

    public static ILink Stubborn(StackContext context, ILink below, int keptMax = Window) =>
        new StubbornLink(context.Membership, below, Interval, keptMax);

    public static ILink Perfect(StackContext context) => Perfect(context, FairLoss(context));

    public static ILink Perfect(StackContext context, ILink below) =>
        new PerfectLink(context.Membership, Stubborn(context, below), Window);

    public static ILink Fifo(StackContext context) => new FifoLink(context.Membership, Perfect(context), Window);

    public static ILink LoggedLink(StackContext context) => LoggedLink(context, FairLoss(context));

    public static ILink LoggedLink(StackContext context, ILink below) =>
        new LoggedLink(context.Membership, Stubborn(context, below), context.Cells, Window);

    public static ILayer Logged(StackContext context) => new LoggedStack(LoggedLink(context), context.Cells);

    public static ILink Authenticated(StackContext context)
    {
        var link = new AuthenticatedLink(
            context.Membership,
            FairLoss(context),
            Keys(context.Membership),
            Cluster,
            Epoch.Zero,
            context.Incarnation);
        return link;
    }

    public static ILink AuthenticatedPerfect(StackContext context) => Perfect(context, Authenticated(context));

    public static ILayer AuthenticatedLogged(StackContext context) =>
        new LoggedStack(LoggedLink(context, Authenticated(context)), context.Cells);

    public static IBroadcast BestEffort(StackContext context) =>
        new BestEffortBroadcast(context.Membership, Perfect(context));

    public static IBroadcast Reliable(StackContext context) =>
        new ReliableBroadcast(context.Membership, Perfect(context), Window);

    public static IBroadcast Uniform(StackContext context) =>
        new UniformReliableBroadcast(context.Membership, Perfect(context), Window);

    public static IBroadcast FifoOrder(StackContext context) =>
        new FifoBroadcast(context.Membership, Reliable(context));

    public static IBroadcast CausalOrder(StackContext context) => new CausalBroadcast(
        context.Membership,
        new ReliableBroadcast(context.Membership, Perfect(context), Window, awaitsConsumption: true));

    public static IBroadcast UniformCausalOrder(StackContext context) => new CausalBroadcast(
        context.Membership,
        new UniformReliableBroadcast(context.Membership, Perfect(context), Window, awaitsConsumption: true));

    public static IBroadcast TotalOrder(StackContext context) =>
        TotalOrder(context, Fifo(context), StableCells.Volatile());

    public static IBroadcast TotalOrder(StackContext context, ILink links, StableCells cells) =>
        new TotalOrderBroadcast(context.Membership, links, cells, Interval, Window);

    public static ILayer LoggedTotalOrder(StackContext context) =>
        new LoggedStack(TotalOrder(context, LoggedLink(context), context.Cells), context.Cells);

    public static ILayer NarrowTotalOrder(StackContext context)
    {
        var order = new TotalOrderBroadcast(
            context.Membership, LoggedLink(context), context.Cells, Interval, window: 1);
        return new LoggedStack(order, context.Cells);
    }

    public static HmacAuthenticator Keys(Membership membership)
    {
        var keys = new ReadOnlyMemory<byte>[membership.Members];
        for (var peer = 0; peer < keys.Length; peer++)
        {
            var key = new byte[HmacAuthenticator.KeyLengthMin];
            key[0] = (byte)Math.Min(peer, membership.Self.Value);
            key[1] = (byte)Math.Max(peer, membership.Self.Value);
            keys[peer] = key;
        }

        return new HmacAuthenticator(keys);
    }
}
