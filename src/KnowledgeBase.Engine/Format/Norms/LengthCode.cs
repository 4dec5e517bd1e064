using System.Numerics;

namespace KnowledgeBase.Engine.Format.Norms;

/// <summary>Field lengths as one byte: exact below 40, then three significant bits (Lucene's SmallFloat.intToByte4).</summary>
internal static class LengthCode
{
    public static byte Of(int length) => (byte)(length < 24 ? length : 24 + FourBits(length - 24));

    /// <summary>The smallest length that has this code.</summary>
    public static int Decode(byte code)
    {
        if (code < 24) return code;
        var four = code - 24;
        var shift = (four >> 3) - 1;
        return 24 + (shift < 0 ? four & 7 : ((four & 7) | 8) << shift);
    }

    private static int FourBits(int value)
    {
        var bits = 32 - BitOperations.LeadingZeroCount((uint)value);
        return bits < 4 ? value : ((value >> (bits - 4)) & 7) | ((bits - 3) << 3);
    }
}
