using System.Runtime.Intrinsics;
using KnowledgeBase.Engine.Format.Stored;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>The three ways the suffix bytes of a dictionary block are kept: 0 plain, 1 lower-case ASCII in six bits, 2 LZ4.</summary>
internal static class SuffixCodes
{
    public static void Read(ref ByteReader reader, int compression, byte[] suffixes, int count)
    {
        switch (compression)
        {
            case 0:
                reader.ReadBytes(count).CopyTo(suffixes);
                break;
            case 1:
                ReadLowercase(ref reader, suffixes, count);
                break;
            case 2:
                Lz4Decoder.Decode(ref reader, suffixes, 0, count);
                break;
            default:
                reader.Fail($"unknown compression {compression} of a block of terms");
                break;
        }
    }

    // Each byte is coded in six bits; the last quarter of the codes is dealt over the top two bits of the others.
    private static void ReadLowercase(ref ByteReader reader, byte[] suffixes, int count)
    {
        int saved = count >> 2;
        int kept = count - saved;
        var packed = reader.ReadBytes(kept);
        ExpandAll(packed, suffixes);
        for (int j = 0; j < saved; j++)
        {
            int code = (packed[j] >> 6 << 4) | (packed[saved + j] >> 6 << 2) | (packed[(2 * saved) + j] >> 6);
            suffixes[kept + j] = Expand(code);
        }

        int at = 0;
        for (int exceptions = reader.ReadCount(count); exceptions > 0; exceptions--)
        {
            at += reader.ReadByte();
            if (at >= count)
            {
                reader.Fail("an exception stands outside its block of terms");
            }

            suffixes[at] = reader.ReadByte();
        }
    }

    private static void ExpandAll(ReadOnlySpan<byte> packed, byte[] suffixes)
    {
        int j = 0;
        for (; j + Vector256<byte>.Count <= packed.Length; j += Vector256<byte>.Count)
        {
            var codes = Vector256.Create(packed[j..]);
            var high = (codes & Vector256.Create((byte)0x20)) + (codes & Vector256.Create((byte)0x20));
            (((codes & Vector256.Create((byte)0x1F)) | Vector256.Create((byte)0x20) | high) - Vector256<byte>.One).CopyTo(suffixes, j);
        }

        for (; j < packed.Length; j++)
        {
            suffixes[j] = Expand(packed[j] & 0x3F);
        }
    }

    private static byte Expand(int code) => (byte)(((code & 0x1F) | 0x20 | ((code & 0x20) << 1)) - 1);
}
