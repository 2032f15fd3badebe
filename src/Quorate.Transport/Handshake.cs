using System.Globalization;

namespace Quorate.Transport;

/// <summary>
/// The first bytes on a connection, sent by the replica that dialled: magic u64, version u16, sender u8, receiver u8,
/// epoch u32, cluster u128, protocol u8. Magic and version keep their places in every version, so that a refusal can
/// always name both.
/// </summary>
/// <param name="Version">The sender's protocol version.</param>
/// <param name="Sender">Who dials.</param>
/// <param name="Receiver">Whom the sender means to reach.</param>
/// <param name="Epoch">The sender's configuration.</param>
/// <param name="Cluster">The sender's cluster.</param>
/// <param name="Protocol">The letter of the replication protocol that the sender runs.</param>
public readonly record struct Handshake(
    ushort Version, ReplicaId Sender, ReplicaId Receiver, Epoch Epoch, ClusterId Cluster, byte Protocol)
{
    /// <summary>"QUORATE" and a line break that text-mode transfers would alter.</summary>
    public const ulong Magic = 0x0A_45_54_41_52_4F_55_51;

    /// <summary>Bytes of a handshake.</summary>
    public const int EncodedLength = 33;

    /// <summary>Encodes the handshake.</summary>
    /// <param name="destination">At least <see cref="EncodedLength"/> bytes.</param>
    public void Write(Span<byte> destination)
    {
        var writer = new SpanWriter(destination);
        writer.U64(Magic);
        writer.U16(Version);
        writer.U8(Sender.Value);
        writer.U8(Receiver.Value);
        writer.U32(Epoch.Value);
        writer.U128(Cluster.Value);
        writer.U8(Protocol);
    }

    /// <summary>Decodes a handshake from untrusted bytes.</summary>
    /// <param name="source">The received bytes.</param>
    /// <param name="handshake">The handshake, when the bytes are one of any version.</param>
    /// <returns>Whether the magic is right.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, out Handshake handshake)
    {
        var reader = new SpanReader(source);
        var magic = reader.U64();
        handshake = new Handshake(
            reader.U16(), new ReplicaId(reader.U8()), new ReplicaId(reader.U8()), new Epoch(reader.U32()),
            new ClusterId(reader.U128()), reader.U8());
        return magic == Magic && !reader.Failed;
    }

    /// <summary>Decides about a received handshake; says in words what is wrong and what to do.</summary>
    /// <param name="options">What the receiver knows of itself.</param>
    /// <param name="reason">A sentence for both operators; empty when accepted.</param>
    public HandshakeRefusal Check(TransportOptions options, out string reason)
    {
        ArgumentNullException.ThrowIfNull(options);
        var self = this;
        var culture = CultureInfo.InvariantCulture;
        (var refusal, reason) = true switch
        {
            _ when Version != Frame.CurrentVersion => (HandshakeRefusal.Version, string.Create(culture,
                $"protocol version {Version} is not {Frame.CurrentVersion}: run the same release on all replicas")),
            _ when Cluster != options.Cluster => (HandshakeRefusal.Cluster,
                $"cluster {Cluster} is not {options.Cluster}: check the peer addresses and the cluster id"),
            _ when Protocol != options.Protocol => (HandshakeRefusal.Protocol, string.Create(culture,
                $"replication protocol {Letter(Protocol)} is not {Letter(options.Protocol)}: run the same on all")),
            _ when Epoch != options.Epoch => (HandshakeRefusal.Epoch,
                $"configuration epoch {Epoch} is not {options.Epoch}: give all replicas the same member list"),
            _ when Receiver != options.Self => (HandshakeRefusal.WrongReceiver,
                $"{Sender} meant to reach {Receiver}, but this is {options.Self}: check the peer addresses"),
            _ when Sender == options.Self || !options.Members.Any(member => member.Id == self.Sender) =>
                (HandshakeRefusal.WrongSender, $"{Sender} is not a peer of {options.Self}: check the replica ids"),
            _ => (HandshakeRefusal.None, string.Empty),
        };
        return refusal;
    }

    // It comes from the network: what is no letter is shown as a number.
    private static string Letter(byte protocol) => char.IsAsciiLetter((char)protocol)
        ? $"'{(char)protocol}'"
        : protocol.ToString(CultureInfo.InvariantCulture);
}
