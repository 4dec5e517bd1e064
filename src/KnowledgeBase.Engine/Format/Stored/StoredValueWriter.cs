using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Stored;

/// <summary>Encodes one stored value: field number and type, then the value in as few bytes as its kind allows.</summary>
internal static class StoredValueWriter
{
    private const int String = 0, Bytes = 1, Int = 2, Float = 3, Long = 4, Double = 5;

    /// <summary>UTF-8 text.</summary>
    public static void WriteString(ByteWriter o, int field, ReadOnlySpan<byte> utf8) => WriteBytes(o, field, utf8, String);

    public static void WriteBytes(ByteWriter o, int field, ReadOnlySpan<byte> bytes) => WriteBytes(o, field, bytes, Bytes);

    public static void WriteInt(ByteWriter o, int field, int value)
    {
        Header(o, field, Int);
        o.WriteZInt(value);
    }

    /// <summary>A byte for small whole numbers; otherwise four bytes, after a mark when the sign bit is set.</summary>
    public static void WriteFloat(ByteWriter o, int field, float value)
    {
        Header(o, field, Float);
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
        Header(o, field, Double);
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
        Header(o, field, Long);
        var unit = 0;
        if (value % 86_400_000 == 0) (unit, value) = (0xC0, value / 86_400_000);
        else if (value % 3_600_000 == 0) (unit, value) = (0x80, value / 3_600_000);
        else if (value % 1000 == 0) (unit, value) = (0x40, value / 1000);
        var z = (ulong)((value << 1) ^ (value >> 63));
        var rest = z >> 5;
        o.WriteByte((byte)(unit | (int)(z & 31) | (rest != 0 ? 0x20 : 0)));
        if (rest != 0) o.WriteVLong((long)rest);
    }

    private static void WriteBytes(ByteWriter o, int field, ReadOnlySpan<byte> bytes, int type)
    {
        Header(o, field, type);
        o.WriteVInt(bytes.Length);
        o.WriteBytes(bytes);
    }

    private static void Header(ByteWriter o, int field, int type) => o.WriteVLong((long)field << 3 | (long)type);
}
