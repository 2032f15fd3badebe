using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Quorate.Gates.Tests;

/// <summary>Reads the metadata tokens that the instructions of a method body name.</summary>
internal static class MethodBodyTokens
{
    private static readonly Dictionary<ushort, OpCode> s_opCodes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value);

    /// <summary>Yields every token, in instruction order.</summary>
    public static List<int> Read(BlobReader body)
    {
        var tokens = new List<int>();
        while (body.RemainingBytes > 0)
        {
            ushort value = body.ReadByte();
            if (value == 0xFE)
            {
                value = (ushort)((value << 8) | body.ReadByte());
            }

            ReadOperand(ref body, s_opCodes[value].OperandType, tokens);
        }

        return tokens;
    }

    private static void ReadOperand(ref BlobReader body, OperandType type, List<int> tokens)
    {
        switch (type)
        {
            case OperandType.InlineNone:
                break;
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                tokens.Add(body.ReadInt32());
                break;
            case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                body.Offset += 1;
                break;
            case OperandType.InlineVar:
                body.Offset += 2;
                break;
            case OperandType.InlineI8 or OperandType.InlineR:
                body.Offset += 8;
                break;
            case OperandType.InlineSwitch:
                var targets = body.ReadInt32();
                body.Offset += 4 * targets;
                break;
            default:
                body.Offset += 4;
                break;
        }
    }
}
