namespace Quorate.Simulation;

/// <summary>Collects what the checkers find; bounded, since one defect often shows at every later step.</summary>
internal sealed class ViolationLog
{
    private const int KeptMax = 16;
    private readonly List<Violation> _found = [];

    /// <summary>The simulated time, kept current by the world.</summary>
    public long Now { get; set; }

    /// <summary>Checkers that are not listened to: to see what a mutant leads to further on.</summary>
    public IReadOnlyList<string> Ignored { get; set; } = [];

    /// <summary>What was found, first first.</summary>
    public IReadOnlyList<Violation> Found => _found;

    /// <summary>Whether nothing was found.</summary>
    public bool IsClean => _found.Count == 0;

    /// <summary>Reports a violation; the world stops at the end of the current event.</summary>
    public void Report(string checker, string text)
    {
        if (_found.Count < KeptMax && !Ignored.Contains(checker))
        {
            _found.Add(new Violation(checker, Now, text));
        }
    }
}
