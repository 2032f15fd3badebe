namespace Quorate.Clocks;

/// <summary>Two places for a record each, and a flush; also implemented by the tests, with power cuts.</summary>
internal interface IMarkMedium : IDisposable
{
    /// <summary>What the medium is called, for messages.</summary>
    string Name { get; }

    /// <summary>Reads a place; fewer bytes when the medium is shorter.</summary>
    int Read(int place, Span<byte> record);

    /// <summary>Writes a place.</summary>
    void Write(int place, ReadOnlySpan<byte> record);

    /// <summary>Makes everything written durable.</summary>
    void Flush();
}
