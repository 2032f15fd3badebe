using Microsoft.Extensions.Options;

namespace Quorate.Clocks;

/// <summary>Says what contradicts what in <see cref="CausalTimeOptions"/>, all problems at once.</summary>
public sealed class CausalTimeOptionsValidator : IValidateOptions<CausalTimeOptions>
{
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_most = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CausalTimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        if (options.MaxSkew < s_least || options.MaxSkew > s_most)
        {
            problems.Add($"MaxSkew is {options.MaxSkew}: set how far the services' wall clocks may differ, "
                + "1 ms to 1 day.");
        }

        if (options.MarkFile is not null)
        {
            CheckMark(options, problems);
        }

        if (!Enum.IsDefined(options.WhenCallerIsAhead))
        {
            problems.Add($"WhenCallerIsAhead is {options.WhenCallerIsAhead}: use Refuse or ServeWithoutMerging.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void CheckMark(CausalTimeOptions options, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(options.MarkFile) || Directory.Exists(options.MarkFile))
        {
            problems.Add($"MarkFile '{options.MarkFile}' is no file: name one for this process, on a durable disk, or "
                + "leave it out.");
        }

        if (options.MarkBlock < s_least || options.MarkBlock > options.MaxSkew / 2)
        {
            problems.Add($"MarkBlock is {options.MarkBlock}: set 1 ms to half of MaxSkew ({options.MaxSkew / 2}), or "
                + "the others would refuse this service's times after a restart.");
        }
    }
}
