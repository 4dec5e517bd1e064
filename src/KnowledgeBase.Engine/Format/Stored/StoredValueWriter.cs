using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Stored;

/// <summary>Encodes one stored value: field number and type, then the value in as few bytes as its kind allows.</summary>
internal static class StoredValueWriter
{
    /// <summary>A value as it was read, under the field's number here.</summary>
    public static void Write(ByteWriter o, int field, in StoredField value)
    {
        switch (value.Type)
        {
            case StoredType.String: WriteString(o, field, value.Bytes.Span); break;
            case StoredType.Bytes: WriteBytes(o, field, value.Bytes.Span); break;
            case StoredType.Int: WriteInt(o, field, (int)value.Bits); break;
            case StoredType.Long: WriteLong(o, field, value.Bits); break;
            case StoredType.Float: WriteFloat(o, field, value.Single); break;
            default: WriteDouble(o, field, value.Real); break;
        }
    }

    /// <summary>UTF-8 text.</summary>
    public static void WriteString(ByteWriter o, int field, ReadOnlySpan<byte> utf8) => WriteBytes(o, field, utf8, StoredType.String);

    public static void WriteBytes(ByteWriter o, int field, ReadOnlySpan<byte> bytes) => WriteBytes(o, field, bytes, StoredType.Bytes);

    public static void WriteInt(ByteWriter o, int field, int value)
    {
        Header(o, field, StoredType.Int);
        o.WriteZInt(value);
    }

    /// <summary>A byte for small whole numbers; otherwise four bytes, after a mark when the sign bit is set.</summary>
    public static void WriteFloat(ByteWriter o, int field, float value)
    {
        Header(o, field, StoredType.Float);
        var bits = BitConverter.SingleToInt32Bits(value);
        var whole = value is >= -1 and <= 125 ? (int)value : -2;
        if (whole != -2 && value == whole && bits != int.MinValue)
        {
            o.WriteByte((byte)(0x80 | (1 + whole)));
            return;
        }
        if (bits < 0) o.WriteByte(0xFF);
        o.WriteInt(bits);
    }

    /// <summary>As a float where that is exact, with marks that tell the forms apart.</summary>
    public static void WriteDouble(ByteWriter o, int field, double value)
    {
        Header(o, field, StoredType.Double);
        var bits = BitConverter.DoubleToInt64Bits(value);
        var whole = value is >= -1 and <= 124 ? (int)value : -2;
        if (whole != -2 && value == whole && bits != long.MinValue)
        {
            o.WriteByte((byte)(0x80 | (1 + whole)));
        }
        else if (BitConverter.DoubleToInt64Bits((float)value) == bits)
        {
            o.WriteByte(0xFE);
            o.WriteInt(BitConverter.SingleToInt32Bits((float)value));
        }
        else
        {
            if (bits < 0) o.WriteByte(0xFF);
            o.WriteLong(bits);
        }
    }

    /// <summary>In days, hours or seconds of milliseconds when it divides, since most longs are times.</summary>
    public static void WriteLong(ByteWriter o, int field, long value)
    {
        Header(o, field, StoredType.Long);
        var unit = 0;
        if (value % 86_400_000 == 0) (unit, value) = (0xC0, value / 86_400_000);
        else if (value % 3_600_000 == 0) (unit, value) = (0x80, value / 3_600_000);
        else if (value % 1000 == 0) (unit, value) = (0x40, value / 1000);
        var z = (ulong)((value << 1) ^ (value >> 63));
        var rest = z >> 5;
        o.WriteByte((byte)(unit | (int)(z & 31) | (rest != 0 ? 0x20 : 0)));
        if (rest != 0) o.WriteVLong((long)rest);
    }

    private static void WriteBytes(ByteWriter o, int field, ReadOnlySpan<byte> bytes, StoredType type)
    {
        Header(o, field, type);
        o.WriteVInt(bytes.Length);
        o.WriteBytes(bytes);
    }

    private static void Header(ByteWriter o, int field, StoredType type) => o.WriteVLong((long)field << 3 | (long)type);
}
