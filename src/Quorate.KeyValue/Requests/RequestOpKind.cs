namespace Quorate.KeyValue;

/// <summary>Which request a RequestOp holds; the numbers are its field numbers, and those of ResponseOp.</summary>
internal enum RequestOpKind
{
    None = 0,
    Range = 1,
    Put = 2,
    DeleteRange = 3,
    Txn = 4,
}
