namespace Quorate.Hosting;

/// <summary>What a host needs from a protocol to run one replica of it.</summary>
public interface IReplicaProtocol
{
    /// <summary>What options, configuration files and the command line call it.</summary>
    string Name { get; }

    /// <summary>
    /// The letter that stands first in its block of the metadata (<see cref="ProtocolBlock"/>) and in its handshakes.
    /// </summary>
    byte Letter { get; }

    /// <summary>Whether one replica orders for all; else each orders what it is given, and each is needed.</summary>
    bool HasPrimary { get; }

    /// <summary>Makes the core of one replica.</summary>
    /// <param name="options">The validated options.</param>
    /// <param name="sessions">The executor's session table, for admission.</param>
    IReplicaCore CreateCore(QuorateOptions options, ISessionTable sessions);

    /// <summary>At a primary: the highest op that a member has acknowledged in this view; else zero.</summary>
    /// <param name="core">A core of this protocol, on its own thread.</param>
    /// <param name="member">The member.</param>
    OpNumber AcknowledgedBy(IReplicaCore core, ReplicaId member);

    /// <summary>Makes the decoder of its messages.</summary>
    IMessageDecoder CreateDecoder();
}
