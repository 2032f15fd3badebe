namespace Quorate.Simulation.Tests.Linearizability;

/// <summary>A register that starts at 0.</summary>
internal sealed class RegisterModel : ISequentialModel<RegisterAction, int, int>
{
    public int Initial => 0;

    public bool TryApply(int state, in TimedOperation<RegisterAction, int> operation, out int next)
    {
        (next, var output) = Apply(state, operation.Input);
        return operation.IsOpen || output == operation.Output;
    }

    public ulong HashOf(int state) => (ulong)state;

    public static (int Next, int Output) Apply(int state, RegisterAction action) => action.Verb switch
    {
        RegisterVerb.Read => (state, state),
        RegisterVerb.Write => (action.Value, 0),
        _ => state == action.Expected ? (action.Value, 1) : (state, 0),
    };
}
