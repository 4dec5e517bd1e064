using System.Text;

namespace KnowledgeBase.Engine.Format.Stored;

/// <summary>The types of stored values; the numbers are those of the .fdt file.</summary>
public enum StoredType : byte
{
    String = 0,
    Bytes = 1,
    Int = 2,
    Float = 3,
    Long = 4,
    Double = 5,
}

/// <summary>One stored value of a document. Numbers are kept as the bits of a long.</summary>
/// <param name="Field">The field.</param>
/// <param name="Type">Which of the accessors below is meant.</param>
/// <param name="Bytes">The bytes of a string (UTF-8) or a byte value; empty for numbers.</param>
/// <param name="Bits">The value of an int or long, or the bits of a float or double.</param>
public readonly record struct StoredField(FieldInfo Field, StoredType Type, ReadOnlyMemory<byte> Bytes, long Bits)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public long Whole => Bits;

    public float Single => BitConverter.Int32BitsToSingle((int)Bits);

    public double Real => BitConverter.Int64BitsToDouble(Bits);
}
