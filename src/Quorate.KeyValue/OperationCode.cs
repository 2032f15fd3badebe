namespace Quorate.KeyValue;

/// <summary>
/// The first byte of an operation or query; etcd's own protobuf encoding of the request follows. Numbers from 5 to 31
/// are reserved for leases and authentication.
/// </summary>
public enum OperationCode : byte
{
    /// <summary>RangeRequest; only as a query.</summary>
    Range = 0,

    /// <summary>PutRequest.</summary>
    Put = 1,

    /// <summary>DeleteRangeRequest.</summary>
    DeleteRange = 2,

    /// <summary>TxnRequest; also as a query when it only reads.</summary>
    Txn = 3,

    /// <summary>CompactionRequest.</summary>
    Compact = 4,
}
