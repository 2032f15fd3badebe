namespace Quorate.Hosting;

/// <summary>What the journal thread is asked to do.</summary>
internal enum JournalCommandKind
{
    Append,
    Truncate,
    SaveMetadata,
    Install,
    Read,
    Release,
}
