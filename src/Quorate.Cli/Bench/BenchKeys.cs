using System.Globalization;
using System.Text;
using Quorate.Cli.Etcd;

namespace Quorate.Cli.Bench;

/// <summary>The keys and values of a load, framed once so that sending costs the generator little.</summary>
internal sealed class BenchKeys
{
    /// <summary>Keys put in one transaction while loading; etcd allows 128 operations.</summary>
    public const int KeysPerTransaction = 64;

    private readonly byte[] value;
    private readonly bool serializable;

    /// <summary>Creates the source of requests.</summary>
    public BenchKeys(BenchOptions options)
    {
        value = new byte[options.ValueBytes];
        new Random(options.ValueBytes).NextBytes(value);
        serializable = options.Serializable;
    }

    /// <summary>A framed PutRequest of one key.</summary>
    public ReadOnlyMemory<byte> Put(int key) => GrpcFrame.Around(EtcdRequests.Put(KeyOf(key), value).Written);

    /// <summary>A framed RangeRequest of one key.</summary>
    public ReadOnlyMemory<byte> Get(int key) =>
        GrpcFrame.Around(EtcdRequests.Range(KeyOf(key), serializable: serializable).Written);

    /// <summary>A framed TxnRequest that puts several keys.</summary>
    public ReadOnlyMemory<byte> Load(int firstKey, int count)
    {
        var puts = Enumerable.Range(firstKey, count).Select(
            key => EtcdRequests.PutOp(EtcdRequests.Put(KeyOf(key), value)));
        return GrpcFrame.Around(EtcdRequests.Txn([], puts, []).Written);
    }

    private static byte[] KeyOf(int key) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"bench/{key:D8}"));
}
