using System.Text;

namespace Quorate.Cli.Etcd;

/// <summary>etcd's StatusResponse.</summary>
/// <param name="Header">The header; its term is Quorate's view.</param>
/// <param name="Version">The version the server reports.</param>
/// <param name="DbSize">Bytes the state takes.</param>
/// <param name="Leader">The primary's member id; zero when there is none.</param>
/// <param name="RaftIndex">The highest committed op the member knows.</param>
/// <param name="RaftTerm">The view.</param>
/// <param name="RaftAppliedIndex">The highest op it has executed.</param>
/// <param name="Errors">What the member complains about.</param>
/// <param name="Protocol">The replication protocol, when the member is a replica of Quorate; else empty.</param>
internal sealed record EtcdStatus(
    EtcdHeader Header,
    string Version,
    long DbSize,
    ulong Leader,
    ulong RaftIndex,
    ulong RaftTerm,
    ulong RaftAppliedIndex,
    IReadOnlyList<string> Errors,
    string Protocol)
{
    /// <summary>Decodes a StatusResponse message.</summary>
    public static EtcdStatus Parse(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        var errors = new List<string>();
        var status = new EtcdStatus(default, string.Empty, 0, 0, 0, 0, 0, errors, string.Empty);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    status = status with { Header = EtcdHeader.Parse(reader.Bytes) };
                    break;
                case 2:
                    status = status with { Version = Encoding.UTF8.GetString(reader.Bytes) };
                    break;
                case 8:
                    errors.Add(Encoding.UTF8.GetString(reader.Bytes));
                    break;
                case 1001:
                    status = status with { Protocol = Encoding.UTF8.GetString(reader.Bytes) };
                    break;
                default:
                    status = WithNumber(status, reader.Field, reader.Number);
                    break;
            }
        }

        return status;
    }

    private static EtcdStatus WithNumber(EtcdStatus status, int field, ulong number) => field switch
    {
        3 => status with { DbSize = (long)number },
        4 => status with { Leader = number },
        5 => status with { RaftIndex = number },
        6 => status with { RaftTerm = number },
        7 => status with { RaftAppliedIndex = number },
        _ => status,
    };
}
