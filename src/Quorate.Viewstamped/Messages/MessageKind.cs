namespace Quorate.Viewstamped;

/// <summary>The messages of Viewstamped Replication on the wire. Part of the format: append only.</summary>
public enum MessageKind : byte
{
    /// <summary><see cref="Viewstamped.Request"/></summary>
    Request = 1,

    /// <summary><see cref="Viewstamped.Refusal"/></summary>
    Refusal = 2,

    /// <summary><see cref="Viewstamped.Prepare"/></summary>
    Prepare = 3,

    /// <summary><see cref="Viewstamped.PrepareOk"/></summary>
    PrepareOk = 4,

    /// <summary><see cref="Viewstamped.Commit"/></summary>
    Commit = 5,

    /// <summary><see cref="Viewstamped.CommitOk"/></summary>
    CommitOk = 6,

    /// <summary><see cref="Viewstamped.StartViewChange"/></summary>
    StartViewChange = 7,

    /// <summary><see cref="Viewstamped.DoViewChange"/></summary>
    DoViewChange = 8,

    /// <summary><see cref="Viewstamped.StartView"/></summary>
    StartView = 9,

    /// <summary><see cref="Viewstamped.GetState"/></summary>
    GetState = 10,

    /// <summary><see cref="Viewstamped.NewState"/></summary>
    NewState = 11,

    /// <summary><see cref="Viewstamped.ReadRequest"/></summary>
    ReadRequest = 12,

    /// <summary><see cref="Viewstamped.ReadReply"/></summary>
    ReadReply = 13,

    /// <summary><see cref="Viewstamped.GetCheckpoint"/></summary>
    GetCheckpoint = 14,

    /// <summary><see cref="Viewstamped.CheckpointChunk"/></summary>
    CheckpointChunk = 15,
}
