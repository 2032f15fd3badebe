using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Quorate.Gates.Tests;

/// <summary>
/// Reads a built assembly and reports what the banned-API analyzer cannot see in source: the hidden calls of
/// <c>lock</c>, <c>foreach</c> and <c>async</c>, and state that outlives an instance (architecture.md §7).
/// </summary>
internal sealed class PurityScan
{
    private static readonly string[] s_locks =
        ["System.Threading.Monitor", "System.Threading.Lock", "System.Threading.Lock+Scope"];

    private static readonly string[] s_unordered =
    [
        "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.HashSet`1",
        "System.Collections.Generic.Dictionary`2+KeyCollection",
        "System.Collections.Generic.Dictionary`2+ValueCollection",
        "System.Collections.Frozen.FrozenDictionary`2", "System.Collections.Frozen.FrozenSet`1",
        "System.Collections.Immutable.ImmutableDictionary`2", "System.Collections.Immutable.ImmutableHashSet`1",
    ];

    private static readonly string[] s_enumerating = ["GetEnumerator", "get_Keys", "get_Values", "CopyTo"];

    private static readonly string[] s_mutableContainers =
    [
        "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.HashSet`1",
        "System.Collections.Generic.List`1",
        "System.Collections.Generic.Queue`1", "System.Collections.Generic.Stack`1",
        "System.Collections.Generic.SortedDictionary`2", "System.Collections.Generic.SortedSet`1",
        "System.Text.StringBuilder",
    ];

    private readonly MetadataReader _reader;
    private readonly PEReader _image;
    private readonly TypeNames _names = new();
    private readonly List<string> _violations = [];

    private PurityScan(PEReader image)
    {
        _image = image;
        _reader = image.GetMetadataReader();
    }

    /// <summary>Scans the types of an assembly whose full name the filter accepts.</summary>
    /// <returns>One sentence for each violation: where, and what.</returns>
    public static IReadOnlyList<string> Violations(string assemblyPath, Predicate<string> typeFilter)
    {
        using var stream = File.OpenRead(assemblyPath);
        using var image = new PEReader(stream);
        var scan = new PurityScan(image);
        foreach (var handle in scan._reader.TypeDefinitions)
        {
            var name = scan._names.GetTypeFromDefinition(scan._reader, handle, 0);
            if (typeFilter(name))
            {
                scan.ScanType(scan._reader.GetTypeDefinition(handle), name);
            }
        }

        return scan._violations;
    }

    private void ScanType(TypeDefinition type, string name)
    {
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            var contract = TypeName(_reader.GetInterfaceImplementation(implemented).Interface);
            if (contract == "System.Runtime.CompilerServices.IAsyncStateMachine")
            {
                _violations.Add($"{name} is the state machine of an async method");
            }
        }

        foreach (var field in type.GetFields())
        {
            ScanField(_reader.GetFieldDefinition(field), name);
        }

        foreach (var method in type.GetMethods())
        {
            ScanMethod(_reader.GetMethodDefinition(method), name);
        }
    }

    private void ScanField(FieldDefinition field, string type)
    {
        var fieldName = _reader.GetString(field.Name);
        var isConstant = (field.Attributes & FieldAttributes.Literal) != 0;
        if ((field.Attributes & FieldAttributes.Static) == 0 || isConstant || IsCompilerCache(type, fieldName))
        {
            return;
        }

        if ((field.Attributes & FieldAttributes.InitOnly) == 0)
        {
            _violations.Add($"{type}.{fieldName} is a mutable static field");
            return;
        }

        var held = field.DecodeSignature(_names, null);
        if (s_mutableContainers.Any(container => IsInstanceOf(held, container)))
        {
            _violations.Add($"{type}.{fieldName} is a static field that holds a mutable collection");
        }
    }

    // The compiler keeps delegates of static lambdas and constant data in static fields; they carry no state.
    private static bool IsCompilerCache(string type, string field) =>
        field.StartsWith("<>9", StringComparison.Ordinal)
        || type.EndsWith("+<>O", StringComparison.Ordinal)
        || type.Contains("+<>O`", StringComparison.Ordinal)
        || type.Contains("<PrivateImplementationDetails>", StringComparison.Ordinal);

    private void ScanMethod(MethodDefinition method, string type)
    {
        var where = $"{type}.{_reader.GetString(method.Name)}";
        if ((method.Attributes & MethodAttributes.PinvokeImpl) != 0)
        {
            _violations.Add($"{where} calls native code");
            return;
        }

        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = _image.GetMethodBody(method.RelativeVirtualAddress);
        foreach (var token in MethodBodyTokens.Read(body.GetILReader()))
        {
            var called = Member(MetadataTokens.EntityHandle(token));
            if (called is { } member && Reason(member.Type, member.Name) is { } reason)
            {
                _violations.Add($"{where} {reason}");
            }
        }
    }

    private static string? Reason(string type, string member)
    {
        if (s_locks.Contains(type))
        {
            return $"takes a lock ({type}.{member})";
        }

        var isUnordered = s_unordered.Any(collection => IsInstanceOf(type, collection));
        return isUnordered && s_enumerating.Contains(member)
            ? $"enumerates an unordered collection ({type}.{member})"
            : null;
    }

    private static bool IsInstanceOf(string type, string definition) =>
        type == definition || type.StartsWith(definition + "<", StringComparison.Ordinal);

    private (string Type, string Name)? Member(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodSpecification:
                return Member(_reader.GetMethodSpecification((MethodSpecificationHandle)handle).Method);
            case HandleKind.MemberReference:
                var reference = _reader.GetMemberReference((MemberReferenceHandle)handle);
                return (TypeName(reference.Parent), _reader.GetString(reference.Name));
            default:
                return null;
        }
    }

    private string TypeName(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeReference => _names.GetTypeFromReference(_reader, (TypeReferenceHandle)handle, 0),
        HandleKind.TypeDefinition => _names.GetTypeFromDefinition(_reader, (TypeDefinitionHandle)handle, 0),
        HandleKind.TypeSpecification =>
            _reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_names, null),
        _ => string.Empty,
    };

    /// <summary>Spells types as reflection does, with type arguments in angle brackets.</summary>
    private sealed class TypeNames : ISignatureTypeProvider<string, object?>
    {
        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeDefinition(handle);
            var declaring = type.GetDeclaringType();
            return declaring.IsNil
                ? Qualified(reader, type.Namespace, type.Name)
                : $"{GetTypeFromDefinition(reader, declaring, rawTypeKind)}+{reader.GetString(type.Name)}";
        }

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeReference(handle);
            if (type.ResolutionScope.Kind != HandleKind.TypeReference)
            {
                return Qualified(reader, type.Namespace, type.Name);
            }

            var declaring = (TypeReferenceHandle)type.ResolutionScope;
            return $"{GetTypeFromReference(reader, declaring, rawTypeKind)}+{reader.GetString(type.Name)}";
        }

        public string GetTypeFromSpecification(
            MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
            $"{genericType}<{string.Join(',', typeArguments)}>";

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[,]";

        public string GetByReferenceType(string elementType) => elementType + "&";

        public string GetPointerType(string elementType) => elementType + "*";

        public string GetPinnedType(string elementType) => elementType;

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetFunctionPointerType(MethodSignature<string> signature) => "function pointer";

        public string GetGenericMethodParameter(object? genericContext, int index) => $"!!{index}";

        public string GetGenericTypeParameter(object? genericContext, int index) => $"!{index}";

        private static string Qualified(MetadataReader reader, StringHandle space, StringHandle name)
        {
            var prefix = reader.GetString(space);
            return prefix.Length == 0 ? reader.GetString(name) : $"{prefix}.{reader.GetString(name)}";
        }
    }
}
