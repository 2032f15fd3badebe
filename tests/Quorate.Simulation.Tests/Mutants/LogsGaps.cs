using Quorate.Viewstamped;

namespace Quorate.Simulation.Tests;

/// <summary>
/// Admission believes what a request claims about its session, and so logs gaps (architecture.md §3).
/// </summary>
internal sealed class LogsGaps(IReplicaCore core, GullibleSessions sessions) : MutantCore(core)
{
    protected override ReplicaEvent Change(ReplicaEvent replicaEvent)
    {
        if (replicaEvent is RequestsArrived arrived)
        {
            sessions.Believe(arrived.Items[0]);
        }
        else if (replicaEvent is MessageReceived { Message: Request request })
        {
            foreach (var item in new EntryItems(request.Body))
            {
                sessions.Believe(item);
                break;
            }
        }

        return replicaEvent;
    }
}
