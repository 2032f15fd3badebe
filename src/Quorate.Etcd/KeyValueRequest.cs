namespace Quorate.Etcd;

/// <summary>The requests of etcd's KV service; the values are the operation codes of the key-value state machine.</summary>
internal enum KeyValueRequest : byte
{
    /// <summary>Reads keys; a query, never ordered.</summary>
    Range = 0,

    /// <summary>Writes one key.</summary>
    Put = 1,

    /// <summary>Deletes keys.</summary>
    DeleteRange = 2,

    /// <summary>Compares, then runs one of two lists of requests.</summary>
    Txn = 3,

    /// <summary>Forgets old revisions.</summary>
    Compact = 4,
}
