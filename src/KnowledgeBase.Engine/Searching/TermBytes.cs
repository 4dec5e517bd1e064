using System.Text;

namespace KnowledgeBase.Engine.Searching;

/// <summary>A term: bytes that compare and sort as unsigned bytes. Text stands as UTF-8.</summary>
public readonly struct TermBytes : IEquatable<TermBytes>, IComparable<TermBytes>
{
    private readonly byte[]? bytes;

    public TermBytes(ReadOnlySpan<byte> bytes) => this.bytes = bytes.ToArray();

    private TermBytes(byte[] bytes) => this.bytes = bytes;

    public TermBytes(string text) => bytes = Encoding.UTF8.GetBytes(text);

    public ReadOnlySpan<byte> Span => bytes;

    public int Length => bytes?.Length ?? 0;

    /// <summary>Bytes that will never change.</summary>
    internal static TermBytes Shared(byte[] bytes) => new(bytes);

    public static implicit operator TermBytes(string text) => new(text);

    public static bool operator ==(TermBytes left, TermBytes right) => left.Equals(right);

    public static bool operator !=(TermBytes left, TermBytes right) => !left.Equals(right);

    public int CompareTo(TermBytes other) => Span.SequenceCompareTo(other.Span);

    public bool Equals(TermBytes other) => Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => obj is TermBytes other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <summary>The bytes read as UTF-8, for messages.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Span);
}
