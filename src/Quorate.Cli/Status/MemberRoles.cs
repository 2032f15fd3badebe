namespace Quorate.Cli.Status;

/// <summary>The roles that <c>quorate status</c> names.</summary>
internal static class MemberRoles
{
    /// <summary>It orders operations.</summary>
    public const string Primary = "primary";

    /// <summary>It follows the primary.</summary>
    public const string Backup = "backup";

    /// <summary>It orders what it is given, as every replica does in a protocol without a primary.</summary>
    public const string Peer = "peer";

    /// <summary>It does not answer.</summary>
    public const string Unreachable = "unreachable";
}
