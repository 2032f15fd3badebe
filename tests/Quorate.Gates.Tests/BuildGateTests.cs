namespace Quorate.Gates.Tests;

/// <summary>Every gate of the build bites (eng/Layers.targets, eng/BannedSymbols.Pure.txt, .editorconfig).</summary>
public sealed class BuildGateTests(BuildGateFixture build) : IClassFixture<BuildGateFixture>
{
    public static TheoryData<string> BannedCalls => BuildGateFixture.BannedCalls;

    [Fact]
    public void ProtocolThatReferencesAnotherProtocolIsRefused() =>
        AssertError("QUORATE003: Quorate.Viewstamped must not reference Quorate.Pbft: a protocol references only");

    [Fact]
    public void AdapterThatReferencesTheSimulationIsRefused() =>
        AssertError("QUORATE003: Quorate.Storage must not reference Quorate.Simulation: an adapter never references");

    [Fact]
    public void SimulationThatReferencesAnAdapterIsRefused() =>
        AssertError("QUORATE003: Quorate.Simulation must not reference Quorate.Transport: a Pure project");

    [Fact]
    public void ProjectWithoutARowInTheTableIsRefused() =>
        AssertError("QUORATE001: Quorate.Stray is not in eng/Layers.props");

    [Fact]
    public void ProjectThatDeclaresAnotherLayerThanTheTableIsRefused() =>
        AssertError("QUORATE002: Quorate.Lab declares layer 'Adapter', but eng/Layers.props says 'App'");

    [Fact]
    public void PureProjectWithAForeignPackageIsRefused() =>
        AssertError("QUORATE004: Quorate.Tracing is Pure and must not use the package Google.Protobuf");

    [Fact]
    public void PureProjectWithTheWebFrameworkIsRefused() =>
        AssertError("QUORATE005: Quorate.KeyValue is Pure and must not use the framework Microsoft.AspNetCore.App");

    [Theory]
    [MemberData(nameof(BannedCalls))]
    public void BannedCallInAPureProjectIsRefused(string call)
    {
        var index = BannedCalls.Select(row => row.Data).ToList().IndexOf(call);
        Assert.Contains(build.Errors, line =>
            line.Contains($"/{BuildGateFixture.BannedFile(index)}.cs", StringComparison.Ordinal)
            && line.Contains("RS0030", StringComparison.Ordinal));
    }

    [Fact]
    public void MethodLongerThanSixtyLinesIsRefused() => AssertError("MA0051: Method is too long");

    [Fact]
    public void FileNamedOtherThanItsTypeIsRefused() => AssertError("WrongName.cs(4,21): error MA0048");

    [Fact]
    public void AllowedProjectsBuildWithoutAnError() =>
        Assert.DoesNotContain(build.Errors, line =>
            line.Contains("Quorate.csproj", StringComparison.Ordinal)
            || line.Contains("Quorate.Pbft.csproj", StringComparison.Ordinal)
            || line.Contains("Quorate.Transport.csproj", StringComparison.Ordinal));

    private void AssertError(string text) =>
        Assert.True(build.Errors.Any(line => line.Contains(text, StringComparison.Ordinal)),
            $"No error with: {text}\nThe build printed:\n{string.Join('\n', build.Errors)}");
}
