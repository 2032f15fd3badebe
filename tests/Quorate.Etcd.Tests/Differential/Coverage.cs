using System.Collections;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Quorate.Etcd.Grpc;

namespace Quorate.Etcd.Tests.Differential;

/// <summary>Counts which fields and enum values the generated requests used, and which errors they met.</summary>
internal sealed class Coverage
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Everything that never happened.</summary>
    public IEnumerable<string> Missing => _counts.Where(count => count.Value == 0).Select(count => count.Key);

    /// <summary>Demands that every field and every enum value of a message type occurs.</summary>
    public void Expect(MessageDescriptor type)
    {
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            _counts.TryAdd(Name(field), 0);
            if (field.FieldType == FieldType.Enum)
            {
                foreach (var value in field.EnumType.Values)
                {
                    _counts.TryAdd($"{Name(field)}={value.Name}", 0);
                }
            }
        }
    }

    /// <summary>Demands that an error occurs.</summary>
    public void Expect(GrpcStatus error) => _counts.TryAdd(Name(error), 0);

    public void Count(GrpcStatus status) => Increment(Name(status));

    public void Count(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (field.FieldType == FieldType.Enum)
            {
                var number = Convert.ToInt32(value, CultureInfo.InvariantCulture);
                Increment($"{Name(field)}={field.EnumType.FindValueByNumber(number)!.Name}");
            }

            if (!IsSet(field, message, value))
            {
                continue;
            }

            Increment(Name(field));
            var parts = field.IsRepeated ? ((IList)value).Cast<object>() : [value];
            foreach (var part in parts.OfType<IMessage>())
            {
                Count(part);
            }
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, count) in _counts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{count,8}  {name}\n");
        }

        return text.ToString();
    }

    private static string Name(FieldDescriptor field) => $"{field.ContainingType.Name}.{field.Name}";

    private static string Name(GrpcStatus status) => status.IsOk ? "OK" : $"error {status.Code}: {status.Message}";

    private static bool IsSet(FieldDescriptor field, IMessage message, object? value) => field switch
    {
        { IsRepeated: true } => ((IList)value!).Count > 0,
        { ContainingOneof: { } oneof } => oneof.Accessor.GetCaseFieldDescriptor(message) == field,
        { FieldType: FieldType.Message } => value is not null,
        _ => value switch
        {
            ByteString bytes => !bytes.IsEmpty,
            long number => number != 0,
            bool flag => flag,
            Enum name => Convert.ToInt32(name, CultureInfo.InvariantCulture) != 0,
            _ => true,
        },
    };

    private void Increment(string name) => _counts[name] = _counts.GetValueOrDefault(name) + 1;
}
