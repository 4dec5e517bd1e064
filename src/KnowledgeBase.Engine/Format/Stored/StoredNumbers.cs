using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Stored;

/// <summary>
/// The short forms of stored numbers. Float: byte 0x81 to 0xFE for whole -0 to 125 (0x80 is -1), else four bytes if positive, else 0xFF and four.
/// Double: the same up to 124 (0xFD), 0xFE and a float if exact, eight bytes if positive, else 0xFF and eight.
/// Long: unit in bits 6-7 (1, 1000, 3600000, 86400000), five bits of zig-zag quotient, 0x20 if a vLong of more follows.
/// </summary>
internal static class StoredNumbers
{
    /// <summary>The float's bits.</summary>
    public static long ReadFloat(ref ByteReader reader)
    {
        int b = reader.ReadByte();
        if (b == 0xFF)
        {
            return (uint)reader.ReadInt32();
        }

        if ((b & 0x80) != 0)
        {
            return (uint)BitConverter.SingleToInt32Bits((b & 0x7F) - 1);
        }

        return ((long)b << 24) | ((long)(ushort)reader.ReadInt16() << 8) | reader.ReadByte();
    }

    /// <summary>The double's bits.</summary>
    public static long ReadDouble(ref ByteReader reader)
    {
        int b = reader.ReadByte();
        if (b == 0xFF)
        {
            return reader.ReadInt64();
        }

        if (b == 0xFE)
        {
            return BitConverter.DoubleToInt64Bits(BitConverter.Int32BitsToSingle(reader.ReadInt32()));
        }

        if ((b & 0x80) != 0)
        {
            return BitConverter.DoubleToInt64Bits((b & 0x7F) - 1);
        }

        return ((long)b << 56) | ((long)(uint)reader.ReadInt32() << 24) | ((long)(ushort)reader.ReadInt16() << 8) | reader.ReadByte();
    }

    public static long ReadLong(ref ByteReader reader)
    {
        int b = reader.ReadByte();
        ulong zigzag = (ulong)(b & 31);
        if ((b & 0x20) != 0)
        {
            zigzag |= (ulong)reader.ReadVLong() << 5;
        }

        long unit = (b >> 6) switch { 0 => 1, 1 => 1000, 2 => 3600000, _ => 86400000 };
        return unchecked(((long)(zigzag >> 1) ^ -(long)(zigzag & 1)) * unit);
    }
}
