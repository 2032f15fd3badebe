namespace Quorate.Broadcast;

/// <summary>Why a layer refused a request.</summary>
public enum LayerRefusal : byte
{
    /// <summary>A window or an outbox is full: ask again after something was acknowledged or delivered.</summary>
    Full = 1,

    /// <summary>The payload is larger than <see cref="LayerLimits"/> allows.</summary>
    TooLarge = 2,
}
