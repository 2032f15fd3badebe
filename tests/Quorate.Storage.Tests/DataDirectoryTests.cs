namespace Quorate.Storage.Tests;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("quorate-data-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void ADirectoryInUseIsRefusedUntilItIsGivenUp()
    {
        var path = Path.Combine(_directory, "a", "b");
        using (DataDirectory.Open(path))
        {
            var refused = Assert.Throws<StorageException>(() => DataDirectory.Open(path));
            Assert.Contains(path, refused.Message, StringComparison.Ordinal);
            Assert.Contains("in use by another process", refused.Message, StringComparison.Ordinal);
        }

        using var again = DataDirectory.Open(path);
        Assert.True(Directory.Exists(again.Journal));
        Assert.True(Directory.Exists(again.Checkpoints));
    }

    [Fact]
    public void AFileInPlaceOfTheDirectoryIsNamed()
    {
        var path = Path.Combine(_directory, "file");
        File.WriteAllText(path, "");
        var refused = Assert.Throws<StorageException>(() => DataDirectory.Open(path));
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADirectoryThatCannotBeWrittenIsNamed()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "needs /proc, where nobody may write");
        var refused = Assert.Throws<StorageException>(() => DataDirectory.Open("/proc/quorate"));
        Assert.Contains("/proc/quorate", refused.Message, StringComparison.Ordinal);
    }
}
