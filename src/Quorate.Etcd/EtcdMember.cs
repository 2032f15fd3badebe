namespace Quorate.Etcd;

/// <summary>What clients are told about one member; its place in the list is its replica number.</summary>
/// <param name="Name">The name for people.</param>
/// <param name="PeerUrls">Where the other members reach it.</param>
/// <param name="ClientUrls">Where clients reach it.</param>
public sealed record EtcdMember(string Name, IReadOnlyList<string> PeerUrls, IReadOnlyList<string> ClientUrls);
