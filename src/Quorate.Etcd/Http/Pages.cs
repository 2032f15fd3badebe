using System.Text;
using Microsoft.AspNetCore.Http;

namespace Quorate.Etcd.Http;

/// <summary>Writes whole pages.</summary>
internal static class Pages
{
    /// <summary>Writes a page; a HEAD request gets its headers alone.</summary>
    public static async Task WriteAsync(HttpContext http, string contentType, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        http.Response.ContentType = contentType;
        http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.BodyWriter.WriteAsync(bytes).ConfigureAwait(false);
        }
    }

    /// <summary>Writes an error in plain text, in the words of Go's HTTP server.</summary>
    public static Task WriteErrorAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        return WriteAsync(http, "text/plain; charset=utf-8", text + "\n");
    }
}
