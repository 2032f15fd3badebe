using Quorate.Cli.Etcd;
using Quorate.Hosting;

namespace Quorate.Cli.Status;

/// <summary>Asks every member what it is doing.</summary>
internal static class StatusReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Learns the members from the first endpoint that answers, then asks each.</summary>
    /// <exception cref="EtcdException">No endpoint answers.</exception>
    public static async Task<ClusterStatus> ReadAsync(
        IReadOnlyList<string> endpoints, EtcdTls? tls, CancellationToken cancellationToken)
    {
        var members = await MembersAsync(endpoints, tls, cancellationToken);
        var answers = await Task.WhenAll(members.Select(member => AskAsync(member, tls, cancellationToken)));
        var view = answers.Max(answer => answer.Status?.RaftTerm ?? 0);
        var head = answers.Max(answer => answer.Status?.RaftIndex ?? 0);
        var protocol = answers.Select(answer => answer.Status?.Protocol).FirstOrDefault(name => name?.Length > 0);
        var isLeaderless = ReplicaProtocols.IsLeaderless(protocol);
        var leader = isLeaderless
            ? null
            : answers.FirstOrDefault(answer => answer.Status?.RaftTerm == view && answer.Status.Leader != 0)
                .Status?.Leader;
        var statuses = answers.Select(answer => Describe(answer, leader, head, isLeaderless)).ToArray();
        var primary = members.FirstOrDefault(member => member.Id == leader)?.Name;
        return new ClusterStatus(protocol, ViewOf(view), primary, statuses);
    }

    private static async Task<IReadOnlyList<EtcdMember>> MembersAsync(
        IReadOnlyList<string> endpoints, EtcdTls? tls, CancellationToken cancellationToken)
    {
        EtcdException? last = null;
        foreach (var endpoint in endpoints)
        {
            using var client = new EtcdClient(endpoint, tls);
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(Patience);
            try
            {
                return await client.MembersAsync(timeout.Token);
            }
            catch (EtcdException exception)
            {
                last = exception;
            }
        }

        throw last!;
    }

    private static async Task<(EtcdMember Member, EtcdStatus? Status, string? Error)> AskAsync(
        EtcdMember member, EtcdTls? tls, CancellationToken cancellationToken)
    {
        if (member.ClientUrls.Count == 0)
        {
            return (member, null, "it has not started yet");
        }

        using var client = new EtcdClient(member.ClientUrls[0], tls);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            return (member, await client.StatusAsync(timeout.Token), null);
        }
        catch (EtcdException exception)
        {
            return (member, null, exception.Message);
        }
    }

    // etcd's clients take term 0 for "no term yet", so that the API shows view v as term v + 1.
    private static ulong ViewOf(ulong term) => term == 0 ? 0 : term - 1;

    private static MemberStatus Describe(
        (EtcdMember Member, EtcdStatus? Status, string? Error) answer, ulong? leader, ulong head, bool isLeaderless)
    {
        var (member, status, error) = answer;
        var endpoint = member.ClientUrls.Count > 0 ? member.ClientUrls[0] : string.Empty;
        if (status is null)
        {
            return new MemberStatus(member.Name, endpoint, MemberRoles.Unreachable, 0, 0, 0, 0, 0, [error!]);
        }

        return new MemberStatus(
            member.Name,
            endpoint,
            isLeaderless ? MemberRoles.Peer : member.Id == leader ? MemberRoles.Primary : MemberRoles.Backup,
            ViewOf(status.RaftTerm),
            status.RaftIndex,
            status.RaftAppliedIndex,
            head - status.RaftAppliedIndex,
            status.Header.Revision,
            status.Errors);
    }
}
