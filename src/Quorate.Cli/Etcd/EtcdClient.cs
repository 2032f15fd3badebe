namespace Quorate.Cli.Etcd;

/// <summary>The calls of etcd's API that this program and its tests make, on one connection. Thread-safe.</summary>
internal sealed class EtcdClient(string endpoint, EtcdTls? tls = null) : IDisposable
{
    private readonly EtcdConnection connection = new(endpoint, tls);

    /// <summary>Host and port of the server.</summary>
    public string Endpoint => connection.Endpoint;

    /// <summary>Writes one key.</summary>
    public async Task<EtcdPutResult> PutAsync(ProtoWriter request, CancellationToken cancellationToken) =>
        EtcdPutResult.Parse((await CallAsync(EtcdMethods.Put, request, cancellationToken)).Span);

    /// <summary>Reads keys.</summary>
    public async Task<EtcdRangeResult> RangeAsync(ProtoWriter request, CancellationToken cancellationToken) =>
        EtcdRangeResult.Parse((await CallAsync(EtcdMethods.Range, request, cancellationToken)).Span);

    /// <summary>Compares and does.</summary>
    public async Task<EtcdTxnResult> TxnAsync(ProtoWriter request, CancellationToken cancellationToken) =>
        EtcdTxnResult.Parse((await CallAsync(EtcdMethods.Txn, request, cancellationToken)).Span);

    /// <summary>What the member is doing.</summary>
    public async Task<EtcdStatus> StatusAsync(CancellationToken cancellationToken) =>
        EtcdStatus.Parse((await CallAsync(EtcdMethods.Status, new ProtoWriter(), cancellationToken)).Span);

    /// <summary>Who the members are.</summary>
    public async Task<IReadOnlyList<EtcdMember>> MembersAsync(CancellationToken cancellationToken) =>
        EtcdMember.ParseList((await CallAsync(EtcdMethods.MemberList, new ProtoWriter(), cancellationToken)).Span);

    /// <summary>Makes any unary call.</summary>
    /// <exception cref="EtcdException">The call did not succeed.</exception>
    public Task<ReadOnlyMemory<byte>> CallAsync(
        string method, ProtoWriter request, CancellationToken cancellationToken) =>
        connection.CallAsync(method, GrpcFrame.Around(request.Written), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();
}
