using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Quorate;

/// <summary>
/// Assertions that stay on in production: a replica that finds itself wrong stops and says why. Input from
/// peers, clients and disks is never asserted; it is validated.
/// </summary>
public static class Contract
{
    /// <summary>States one fact that must hold.</summary>
    /// <param name="condition">The fact.</param>
    /// <param name="reason">What is wrong when it does not hold, for the operator and the bug report.</param>
    /// <param name="expression">The condition's source text; filled in by the compiler.</param>
    /// <exception cref="ContractViolationException">The fact does not hold: the replica must stop.</exception>
    public static void Assert(
        [DoesNotReturnIf(false)] bool condition,
        string reason,
        [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        if (!condition)
        {
            Violated(reason, expression);
        }
    }

    [DoesNotReturn]
    private static void Violated(string reason, string expression) =>
        throw new ContractViolationException($"{reason} (violated: {expression})");
}
