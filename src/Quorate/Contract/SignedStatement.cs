namespace Quorate;

/// <summary>Bytes that a replica or client claims to have signed.</summary>
/// <param name="Signer">The claimed signer's key id.</param>
/// <param name="Statement">The signed bytes, canonical and domain-tagged.</param>
/// <param name="Signature">The signature.</param>
public readonly record struct SignedStatement(
    ulong Signer, ReadOnlyMemory<byte> Statement, ReadOnlyMemory<byte> Signature);
