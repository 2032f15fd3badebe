using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Quorate.Etcd.Grpc;

namespace Quorate.Etcd.Tests;

/// <summary>Speaks gRPC by hand, so that every byte and header can be wrong on purpose.</summary>
internal sealed class RawGrpcClient(string address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };

    public static byte[] Frame(ReadOnlySpan<byte> message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame.AsSpan(5));
        return frame;
    }

    /// <summary>Calls a method with a well-formed message.</summary>
    public async Task<(GrpcStatus Status, T? Response)> CallAsync<T>(
        string path, IMessage request, MessageParser<T> parser, Action<HttpRequestHeaders>? headers = null)
        where T : class, IMessage<T>
    {
        var answer = await SendAsync(path, Frame(request.ToByteArray()), headers);
        return (answer.Status, answer.Status.IsOk ? parser.ParseFrom(answer.Body.AsSpan(5)) : null);
    }

    /// <summary>Sends any body with any headers.</summary>
    public async Task<RawAnswer> SendAsync(
        string path, byte[] body, Action<HttpRequestHeaders>? headers = null, string contentType = "application/grpc")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.TE.ParseAdd("trailers");
        headers?.Invoke(request.Headers);
        using var response = await _http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var isTrailersOnly = response.Headers.Contains("grpc-status");
        var fields = isTrailersOnly ? response.Headers : response.TrailingHeaders;
        var code = Field(fields, "grpc-status") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 2;
        var status = new GrpcStatus((GrpcStatusCode)code, Uri.UnescapeDataString(Field(fields, "grpc-message") ?? ""));
        return new RawAnswer(response.StatusCode, status, bytes, isTrailersOnly);
    }

    public void Dispose() => _http.Dispose();

    private static string? Field(HttpHeaders fields, string name) =>
        fields.TryGetValues(name, out var values) ? values.Single() : null;
}
