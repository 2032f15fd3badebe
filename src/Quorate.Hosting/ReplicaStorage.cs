using Quorate.Storage;

namespace Quorate.Hosting;

/// <summary>A replica's open data: held exclusively, recovered, ready to be written.</summary>
internal sealed class ReplicaStorage(JournalOpenResult opened, CheckpointFiles checkpoints, params IDisposable[] held)
    : IDisposable
{
    public Journal Journal { get; } = opened.Journal!;

    public RecoveredState Recovered { get; } = opened.Recovered!;

    public Incarnation Incarnation { get; } = opened.Incarnation;

    public CheckpointFiles Checkpoints { get; } = checkpoints;

    /// <summary>Opens the data directory of the options.</summary>
    /// <exception cref="ReplicaStartException">It is in use, damaged, full, or another replica's.</exception>
    public static ReplicaStorage Open(ReplicaSetup setup)
    {
        DataDirectory? directory = null;
        FileJournalMedium? journal = null;
        FileCheckpointMedium? checkpoints = null;
        try
        {
            directory = DataDirectory.Open(setup.Options.DataDirectory);
            journal = new FileJournalMedium(directory.Journal);
            checkpoints = new FileCheckpointMedium(directory.Checkpoints);
            return Open(setup, journal, checkpoints, journal, checkpoints, directory);
        }
        catch (Exception error)
        {
            journal?.Dispose();
            checkpoints?.Dispose();
            directory?.Dispose();
            if (error is StorageException or JournalFailedException or CheckpointFailedException)
            {
                throw new ReplicaStartException(error.Message, error);
            }

            throw;
        }
    }

    /// <summary>Opens the journal on a medium.</summary>
    /// <exception cref="ReplicaStartException">There is no journal to go on with; the message says why.</exception>
    public static ReplicaStorage Open(
        ReplicaSetup setup, IJournalMedium medium, ICheckpointMedium checkpoints, params IDisposable[] held)
    {
        var opened = Journal.Open(medium, new JournalOptions
        {
            Cluster = setup.Transport.Cluster,
            Replica = setup.Transport.Self,
            Epoch = setup.Transport.Epoch,
        });
        var block = opened.Recovered is { } recovered ? recovered.Durable.Protocol.Bytes : [];
        if (opened.Error == JournalOpenError.None && block.Length > 0 && block[0] != setup.Protocol.Letter)
        {
            throw new ReplicaStartException(
                $"{setup.Options.DataDirectory} holds the data of a replica that ran another replication protocol "
                + $"('{(char)block[0]}') than '{setup.Protocol.Name}': name the same protocol again, or another "
                + "directory.");
        }

        return opened.Error == JournalOpenError.None
            ? new ReplicaStorage(opened, new CheckpointFiles(checkpoints, setup.Transport.Cluster), held)
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
