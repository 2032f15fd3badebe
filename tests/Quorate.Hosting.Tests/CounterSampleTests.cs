extern alias counter;

using System.Globalization;
using Microsoft.AspNetCore.Builder;

namespace Quorate.Hosting.Tests;

/// <summary>The sample application, three times in this process, over HTTP.</summary>
public sealed class CounterSampleTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quorate-counter-").FullName;
    private readonly string[] _members = [.. Enumerable.Range(0, 3).Select(_ => $"127.0.0.1:{FreePorts.Take()}")];
    private readonly List<WebApplication> _copies = [];
    private readonly HttpClient _http = new() { Timeout = HostCluster.Patience };

    public async ValueTask InitializeAsync()
    {
        for (var place = 0; place < _members.Length; place++)
        {
            var copy = counter::EmbeddedCounter.CounterApplication.Create(
            [
                "--urls", "http://127.0.0.1:0",
                "--Quorate:ReplicaId", $"{place}",
                "--Quorate:DataDirectory", Path.Combine(_folder, $"{place}"),
                "--Quorate:ClusterId", "000000000000000000000000000000c1",
                "--Quorate:Members:0", _members[0],
                "--Quorate:Members:1", _members[1],
                "--Quorate:Members:2", _members[2],
            ]);
            await copy.StartAsync(TestContext.Current.CancellationToken);
            _copies.Add(copy);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var copy in _copies)
        {
            await copy.DisposeAsync();
        }

        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task IncrementsSurviveTheLossOfOneCopy()
    {
        Assert.Equal(1, await IncrementAsync(0));
        Assert.Equal(2, await IncrementAsync(1));
        Assert.Equal(2, await ValueAsync(2));
        Assert.Equal("Healthy", await _http.GetStringAsync(
            new Uri($"{_copies[0].Urls.First()}/health"), TestContext.Current.CancellationToken));

        await _copies[0].DisposeAsync();
        _copies.RemoveAt(0);

        Assert.Equal(3, await IncrementAsync(0));
        Assert.Equal(4, await IncrementAsync(1));
        Assert.Equal(4, await ValueAsync(0));
    }

    private async Task<long> IncrementAsync(int copy)
    {
        using var answer = await _http.PostAsync(
            new Uri($"{_copies[copy].Urls.First()}/increment"), null, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return long.Parse(text, CultureInfo.InvariantCulture);
    }

    private async Task<long> ValueAsync(int copy) => long.Parse(
        await _http.GetStringAsync(
            new Uri($"{_copies[copy].Urls.First()}/value"), TestContext.Current.CancellationToken),
        CultureInfo.InvariantCulture);
}
