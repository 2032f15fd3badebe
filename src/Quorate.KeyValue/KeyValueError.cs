namespace Quorate.KeyValue;

/// <summary>
/// Why an operation or query was refused: the status byte of a reply. The numbers are part of the reply format and
/// never change; the etcd front-end owns the table to gRPC codes and texts.
/// </summary>
public enum KeyValueError : byte
{
    /// <summary>Not an error.</summary>
    None = 0,

    /// <summary>The bytes are not the protobuf message that they should be.</summary>
    Malformed = 1,

    /// <summary>The first byte names no operation known here.</summary>
    UnknownOperation = 2,

    /// <summary>"key is not provided".</summary>
    KeyEmpty = 3,

    /// <summary>
    /// "key not found": ignore_value or ignore_lease without the key, or an empty operation in a transaction.
    /// </summary>
    KeyNotFound = 4,

    /// <summary>"value is provided": together with ignore_value.</summary>
    ValueProvided = 5,

    /// <summary>"lease is provided": together with ignore_lease.</summary>
    LeaseProvided = 6,

    /// <summary>"too many operations in txn request".</summary>
    TooManyOps = 7,

    /// <summary>"duplicate key given in txn request".</summary>
    DuplicateKey = 8,

    /// <summary>"requested lease not found".</summary>
    LeaseNotFound = 9,

    /// <summary>"mvcc: required revision has been compacted".</summary>
    Compacted = 10,

    /// <summary>"mvcc: required revision is a future revision".</summary>
    FutureRevision = 11,

    /// <summary>"invalid sort option".</summary>
    InvalidSortOption = 12,

    /// <summary>"mvcc: database space exceeded".</summary>
    NoSpace = 13,

    /// <summary>A query that would write; it must be submitted as an operation.</summary>
    NotReadOnly = 14,

    /// <summary>The reply would exceed <see cref="KeyValueOptions.ReplyBytesMax"/>; nothing was changed.</summary>
    ReplyTooLarge = 15,
}
