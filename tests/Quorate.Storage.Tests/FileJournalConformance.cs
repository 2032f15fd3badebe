using Quorate.Tests.Journals;

namespace Quorate.Storage.Tests;

public sealed class FileJournalConformance : JournalConformance, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("quorate-journal-").FullName;
    private FileJournalMedium? _medium;

    public void Dispose()
    {
        _medium?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    protected override IJournalMedium Reopen(int segmentBytes)
    {
        _medium?.Dispose();
        return _medium = new FileJournalMedium(_directory, segmentBytes);
    }
}
