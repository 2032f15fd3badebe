using System.Threading.Channels;

namespace Quorate.Transport.Tests;

/// <summary>
/// Records what a transport reports, in order; waiting for something that never comes fails with what came instead.
/// </summary>
internal sealed class Recorder : ITransportEvents
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(20);
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private readonly List<string> _seen = [];

    public void OnPeerUp(ReplicaId peer) => Add($"up {peer}");

    public void OnPeerDown(ReplicaId peer, string reason) => Add($"down {peer}");

    public void OnFrames(ReplicaId from, List<byte[]> frames)
    {
        foreach (var frame in frames)
        {
            var payload = frame.AsSpan(Frame.HeaderLength);
            Add(payload.Length <= 8
                ? $"frame {from} {Convert.ToHexString(payload)}"
                : $"frame {from} {payload.Length} bytes, checksum {Frame.Verify(frame, TestCluster.Id, out _)}");
        }
    }

    public void OnRefused(string remote, HandshakeRefusal refusal, string reason) =>
        Add($"refused {refusal}: {reason}");

    /// <summary>Waits until an event begins with the text; returns it.</summary>
    public async Task<string> SeesAsync(string beginning)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(WaitMax);
        try
        {
            while (true)
            {
                var text = await _events.Reader.ReadAsync(limit.Token);
                _seen.Add(text);
                if (text.StartsWith(beginning, StringComparison.Ordinal))
                {
                    return text;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"'{beginning}' did not come; seen: {string.Join("; ", _seen)}");
        }
    }

    private void Add(string text) => _events.Writer.TryWrite(text);
}
