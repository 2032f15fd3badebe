using Quorate.Tests.Journals;

namespace Quorate.Storage.Tests;

public sealed class FileCheckpointConformance : CheckpointConformance, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("quorate-checkpoints-").FullName;
    private FileCheckpointMedium? _medium;

    public void Dispose()
    {
        _medium?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    protected override ICheckpointMedium Reopen()
    {
        _medium?.Dispose();
        return _medium = new FileCheckpointMedium(_directory);
    }

    protected override void Damage(OpNumber op, int offset)
    {
        var path = Directory.GetFiles(_directory).Single(
            file => file.EndsWith($"{op.Value:d20}", StringComparison.Ordinal));
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 0x10));
    }
}
