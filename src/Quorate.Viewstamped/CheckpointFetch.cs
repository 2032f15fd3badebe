namespace Quorate.Viewstamped;

/// <summary>A checkpoint on its way here, chunk by chunk.</summary>
internal sealed class CheckpointFetch(CheckpointReference reference, ReplicaId source)
{
    internal CheckpointReference Reference { get; } = reference;

    internal ReplicaId Source { get; set; } = source;

    /// <summary>The next chunk to store; those before are handed to the host.</summary>
    internal int Next { get; set; }

    /// <summary>The next chunk to ask for.</summary>
    internal int Asked { get; set; }

    /// <summary>Chunks of the whole; zero until the first one is here.</summary>
    internal int Count { get; set; }

    /// <summary>Times in a row that the source was asked and no further chunk came.</summary>
    internal int Silences { get; set; }

    internal bool IsWholeHere => Count > 0 && Next == Count;
}
