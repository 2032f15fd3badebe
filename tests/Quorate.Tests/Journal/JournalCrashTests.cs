namespace Quorate.Tests.Journals;

/// <summary>
/// Random operations, power cuts, killed processes and failing disks against one model: after every restart the journal
/// must hold exactly what it held at some ticket, no earlier than the last one reported durable and no later than the
/// last one handed in. That one rule says that nothing durable is lost, nothing truncated comes back, metadata never
/// goes back and an install is whole or absent.
/// </summary>
public sealed class JournalCrashTests
{
    [Theory]
    [InlineData(1, 40)]
    [InlineData(1000, 40)]
    [InlineData(2000, 40)]
    [InlineData(3000, 40)]
    public void ARestartFindsExactlyWhatOneOfTheLastTicketsLeft(int firstSeed, int seeds)
    {
        for (var seed = firstSeed; seed < firstSeed + seeds; seed++)
        {
            try
            {
                new JournalModel((ulong)seed).Run(steps: 400);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                throw new InvalidOperationException($"seed {seed}: {failure.Message}", failure);
            }
        }
    }
}
