using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Quorate.Etcd.Http;

/// <summary>
/// Writes a message as etcd's gateway does: fields by their proto names in order of declaration, zero fields left out,
/// 64-bit integers as strings, bytes as base64, enums by name. Google's own formatter adds blanks that clients do not
/// expect.
/// </summary>
internal static class JsonMessageWriter
{
    // HTML is none of a JSON API's concern; Go's encoder and the default one differ in what they escape for its sake.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one message.</summary>
    public static void Write(IBufferWriter<byte> destination, IMessage message)
    {
        using var writer = new Utf8JsonWriter(destination, Options);
        Write(writer, message);
    }

    private static void Write(Utf8JsonWriter writer, IMessage message)
    {
        writer.WriteStartObject();
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (IsPresent(field, message, value))
            {
                writer.WritePropertyName(field.Name);
                Write(writer, field, value);
            }
        }

        writer.WriteEndObject();
    }

    private static bool IsPresent(FieldDescriptor field, IMessage message, object? value)
    {
        if (field.IsRepeated)
        {
            return ((IList)value!).Count > 0;
        }

        // A chosen member of a oneof is shown even when it is zero.
        return field.ContainingOneof is { } oneof
            ? oneof.Accessor.GetCaseFieldDescriptor(message) == field
            : value switch
            {
                null => false,
                string text => text.Length > 0,
                ByteString bytes => !bytes.IsEmpty,
                bool flag => flag,
                long number => number != 0,
                ulong number => number != 0,
                Enum name => Convert.ToInt32(name, CultureInfo.InvariantCulture) != 0,
                _ => true,
            };
    }

    private static void Write(Utf8JsonWriter writer, FieldDescriptor field, object? value)
    {
        if (!field.IsRepeated)
        {
            WriteOne(writer, field, value);
            return;
        }

        writer.WriteStartArray();
        foreach (var element in (IList)value!)
        {
            WriteOne(writer, field, element);
        }

        writer.WriteEndArray();
    }

    private static void WriteOne(Utf8JsonWriter writer, FieldDescriptor field, object? value)
    {
        switch (value)
        {
            case IMessage message:
                Write(writer, message);
                break;
            case ByteString bytes:
                writer.WriteBase64StringValue(bytes.Span);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case Enum name:
                var number = Convert.ToInt32(name, CultureInfo.InvariantCulture);
                writer.WriteStringValue(field.EnumType.FindValueByNumber(number)?.Name ?? $"{number}");
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
