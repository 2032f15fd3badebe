namespace Quorate;

/// <summary>
/// Something that happened to a replica; a core is a function of its configuration and the list of these.
/// </summary>
public abstract class ReplicaEvent;
