using Quorate.Storage;

namespace Quorate.Hosting;

/// <summary>A replica's open data: held exclusively, recovered, ready to be written.</summary>
internal sealed class ReplicaStorage(JournalOpenResult opened, ICheckpointFiles checkpoints, params IDisposable[] held)
    : IDisposable
{
    public Journal Journal { get; } = opened.Journal!;

    public RecoveredState Recovered { get; } = opened.Recovered!;

    public Incarnation Incarnation { get; } = opened.Incarnation;

    public ICheckpointFiles Checkpoints { get; } = checkpoints;

    /// <summary>Opens the data directory of the options.</summary>
    /// <exception cref="ReplicaStartException">It is in use, damaged, full, or another replica's.</exception>
    public static ReplicaStorage Open(ReplicaSetup setup)
    {
        DataDirectory? directory = null;
        FileJournalMedium? medium = null;
        try
        {
            directory = DataDirectory.Open(setup.Options.DataDirectory);
            medium = new FileJournalMedium(directory.Journal);
            return Open(setup, medium, new MemoryCheckpoints(), medium, directory);
        }
        catch (Exception error)
        {
            medium?.Dispose();
            directory?.Dispose();
            if (error is StorageException or JournalFailedException)
            {
                throw new ReplicaStartException(error.Message, error);
            }

            throw;
        }
    }

    /// <summary>Opens the journal on a medium.</summary>
    /// <exception cref="ReplicaStartException">There is no journal to go on with; the message says why.</exception>
    public static ReplicaStorage Open(
        ReplicaSetup setup, IJournalMedium medium, ICheckpointFiles checkpoints, params IDisposable[] held)
    {
        var opened = Journal.Open(medium, new JournalOptions
        {
            Cluster = setup.Transport.Cluster,
            Replica = setup.Transport.Self,
            Epoch = setup.Transport.Epoch,
        });
        return opened.Error == JournalOpenError.None
            ? new ReplicaStorage(opened, checkpoints, held)
            : throw new ReplicaStartException($"{setup.Options.DataDirectory}: {opened.Message}");
    }

    public void Dispose()
    {
        foreach (var resource in held)
        {
            resource.Dispose();
        }
    }
}
