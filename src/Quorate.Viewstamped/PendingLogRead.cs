namespace Quorate.Viewstamped;

/// <summary>A journal read for a peer that lags.</summary>
/// <param name="Cookie">The read.</param>
/// <param name="Peer">Who asked.</param>
/// <param name="Question">What it asked.</param>
internal readonly record struct PendingLogRead(Cookie Cookie, ReplicaId Peer, GetState Question);
