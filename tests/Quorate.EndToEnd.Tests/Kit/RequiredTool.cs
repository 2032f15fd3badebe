namespace Quorate.EndToEnd.Tests.Kit;

/// <summary>
/// Programs that tests run but do not bring: missing, they skip the test on a desk and fail it in CI.
/// </summary>
internal static class RequiredTool
{
    /// <summary>Finds a program on the path.</summary>
    /// <param name="name">Its file name.</param>
    /// <param name="package">The Debian package that holds it.</param>
    public static string Find(string name, string package)
    {
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':');
        var found = directories.Append("/usr/sbin").Select(directory => Path.Combine(directory, name)).FirstOrDefault(
            File.Exists);
        Require(found is not null, $"'{name}' is not installed: apt-get install {package}");
        return found!;
    }

    /// <summary>Skips the test when something it needs is not there; in CI that is a failure.</summary>
    public static void Require(bool present, string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.True(present, reason);
        }

        Assert.SkipUnless(present, reason);
    }
}
