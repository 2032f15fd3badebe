using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Quorate.Etcd.Http;

/// <summary>Reads request bodies of bounded size.</summary>
internal static class RequestBody
{
    /// <summary>Reads a whole body as UTF-8.</summary>
    /// <returns>The text, or null when it is longer than <paramref name="bytesMax"/>.</returns>
    public static async ValueTask<string?> ReadAsync(HttpContext http, int bytesMax)
    {
        var reader = http.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync().ConfigureAwait(false);
            var received = result.Buffer;
            if (received.Length > bytesMax)
            {
                reader.AdvanceTo(received.End);
                return null;
            }

            if (result.IsCompleted)
            {
                var text = Encoding.UTF8.GetString(received);
                reader.AdvanceTo(received.End);
                return text;
            }

            reader.AdvanceTo(received.Start, received.End);
        }
    }
}
