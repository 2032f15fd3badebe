namespace Quorate.Broadcast;

/// <summary>
/// Vouches for bytes between two members. The link puts identity, cluster, epoch and sessions into the bytes; the
/// authenticator only has to bind them to a key that nobody else holds.
/// </summary>
public interface IAuthenticator
{
    /// <summary>Bytes of a tag.</summary>
    int TagLength { get; }

    /// <summary>Writes the tag of a statement to a peer.</summary>
    /// <param name="to">The peer that will verify it.</param>
    /// <param name="statement">The bytes to vouch for.</param>
    /// <param name="tag">Exactly <see cref="TagLength"/> bytes.</param>
    void Tag(ReplicaId to, ReadOnlySpan<byte> statement, Span<byte> tag);

    /// <summary>Whether the peer made this tag for this statement. Takes the same time whatever the answer.</summary>
    bool Verify(ReplicaId from, ReadOnlySpan<byte> statement, ReadOnlySpan<byte> tag);
}
