using System.Text;

namespace Quorate.Etcd.Grpc;

/// <summary>The percent-encoding of <c>grpc-message</c> (gRPC over HTTP/2, "Responses").</summary>
public static class GrpcMessageText
{
    /// <summary>Encodes a status message: UTF-8, with all but printable ASCII, and the percent sign, as %XX.</summary>
    public static string Encode(string message)
    {
        foreach (var character in message)
        {
            if (!IsPlain(character))
            {
                return EncodeSlowly(message);
            }
        }

        return message;
    }

    private static bool IsPlain(int character) => character is >= ' ' and <= '~' and not '%';

    private static string EncodeSlowly(string message)
    {
        var encoded = new StringBuilder();
        foreach (var part in Encoding.UTF8.GetBytes(message))
        {
            if (IsPlain(part))
            {
                encoded.Append((char)part);
            }
            else
            {
                encoded.Append('%').Append(Convert.ToHexString([part]));
            }
        }

        return encoded.ToString();
    }
}
