using System.Diagnostics;
using System.Runtime.Versioning;

namespace Quorate.Gates.Tests;

/// <summary>.ci/run installs what is missing, and says so when it cannot (.ci/install-tools).</summary>
[UnsupportedOSPlatform("windows")]
public sealed class InstallToolsTests : IDisposable
{
    // Programs of the machine that the script itself runs.
    private static readonly string[] Basics = ["id", "env", "bash"];

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("quorate-tools-");

    /// <inheritdoc/>
    public void Dispose() => _path.Delete(recursive: true);

    [Fact]
    public void NothingIsInstalledWhenNothingIsMissing()
    {
        foreach (var tool in (string[])["etcdctl", "etcd", "curl", "ss", "strace", "h2load", "chromium"])
        {
            Stub(tool, "exit 0");
        }

        Stub("apt-get", "echo must not run; exit 1");
        Assert.Equal(("", 0), Install());
    }

    [Fact]
    public void MissingPackagesAreNamedAndInstalled()
    {
        Stub("curl", "exit 0");
        Stub("apt-get", $$"""
            for package; do case $package in
                etcd-client) tool=etcdctl ;; etcd-server) tool=etcd ;; iproute2) tool=ss ;;
                strace) tool=strace ;; nghttp2-client) tool=h2load ;; chromium) tool=chromium ;;
                *) continue ;;
            esac; printf '#!/bin/sh\n' >{{_path.FullName}}/$tool; /bin/chmod +x {{_path.FullName}}/$tool; done
            """);
        var (output, code) = Install();
        Assert.Equal(0, code);
        Assert.Equal("missing: etcd-client etcd-server iproute2 strace nghttp2-client chromium", output);
    }

    [Fact]
    public void FailedInstallationFailsTheStep()
    {
        Stub("apt-get", "exit 100");
        var (output, code) = Install();
        Assert.Equal(1, code);
        Assert.Contains("apt-get update failed", output, StringComparison.Ordinal);
    }

    [Fact]
    public void InstallationThatBringsNothingFailsTheStep()
    {
        Stub("apt-get", "exit 0");
        var (output, code) = Install();
        Assert.Equal(1, code);
        Assert.Contains("still missing after the installation: etcd-client", output, StringComparison.Ordinal);
    }

    [Fact]
    public void MachineWithoutAptIsTold()
    {
        var (output, code) = Install();
        Assert.Equal(1, code);
        Assert.Contains("install them by hand", output, StringComparison.Ordinal);
    }

    [Fact]
    public void UserWhoCannotBecomeRootIsTold()
    {
        Stub("id", "echo 1000");
        Stub("apt-get", "exit 0");
        var (output, code) = Install();
        Assert.Equal(1, code);
        Assert.Contains("must be run by root, and sudo is not installed", output, StringComparison.Ordinal);
    }

    private void Stub(string name, string script)
    {
        var path = Path.Combine(_path.FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // Called as .ci/run does, in a condition: there bash does not stop at a failed command.
    private (string Output, int ExitCode) Install()
    {
        foreach (var basic in Basics.Where(name => !File.Exists(Path.Combine(_path.FullName, name))))
        {
            var real = File.Exists($"/bin/{basic}") ? $"/bin/{basic}" : $"/usr/bin/{basic}";
            File.CreateSymbolicLink(Path.Combine(_path.FullName, basic), real);
        }

        const string script =
            "set -euo pipefail; source .ci/install-tools; if install_tools; then exit 0; fi; exit 1";
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList = { "-c", script },
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            Environment = { ["PATH"] = _path.FullName },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output.Trim(), process.ExitCode);
    }
}
