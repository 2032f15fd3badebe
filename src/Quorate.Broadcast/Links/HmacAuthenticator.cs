using System.Security.Cryptography;

namespace Quorate.Broadcast;

/// <summary>
/// HMAC-SHA256 under one key for each pair of members. A function of its arguments, and so pure.
/// </summary>
public sealed class HmacAuthenticator : IAuthenticator
{
    /// <summary>The fewest bytes of a key: those of the hash.</summary>
    public const int KeyLengthMin = HMACSHA256.HashSizeInBytes;

    private readonly byte[][] _keys;

    /// <summary>Creates the authenticator of one member.</summary>
    /// <param name="keys">
    /// At each peer's place the key shared with it, of at least <see cref="KeyLengthMin"/> bytes; the own place is
    /// not used.
    /// </param>
    /// <exception cref="ArgumentException">A key is too short.</exception>
    public HmacAuthenticator(IReadOnlyList<ReadOnlyMemory<byte>> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _keys = new byte[keys.Count][];
        for (var peer = 0; peer < _keys.Length; peer++)
        {
            if (keys[peer].Length < KeyLengthMin)
            {
                throw new ArgumentException($"The key for member {peer} is shorter than {KeyLengthMin} bytes.");
            }

            _keys[peer] = keys[peer].ToArray();
        }
    }

    /// <inheritdoc/>
    public int TagLength => HMACSHA256.HashSizeInBytes;

    /// <inheritdoc/>
    public void Tag(ReplicaId to, ReadOnlySpan<byte> statement, Span<byte> tag) =>
        HMACSHA256.HashData(_keys[to.Value], statement, tag);

    /// <inheritdoc/>
    public bool Verify(ReplicaId from, ReadOnlySpan<byte> statement, ReadOnlySpan<byte> tag)
    {
        if (from.Value >= _keys.Length || tag.Length != TagLength)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_keys[from.Value], statement, expected);
        return CryptographicOperations.FixedTimeEquals(expected, tag);
    }
}
