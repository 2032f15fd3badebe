namespace Quorate.Broadcast;

/// <summary>What mutual exclusion causes, besides what its links cause.</summary>
public interface IMutualExclusionEffects : ILayerEffects
{
    /// <summary>This process now holds the resource, by this request, until it releases it.</summary>
    void Grant(EntryStamp request);
}
