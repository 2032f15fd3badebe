namespace Quorate.Hosting;

/// <summary>What a host needs from a protocol to run one replica of it.</summary>
public interface IReplicaProtocol
{
    /// <summary>Makes the core of one replica.</summary>
    /// <param name="options">The validated options.</param>
    /// <param name="sessions">The executor's session table, for admission.</param>
    IReplicaCore CreateCore(QuorateOptions options, ISessionTable sessions);

    /// <summary>Makes the decoder of its messages.</summary>
    IMessageDecoder CreateDecoder();
}
