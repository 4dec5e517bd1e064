using System.Buffers.Binary;
using KnowledgeBase.Engine.Bits;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Tests.Bits;

public class ForDecoderTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(31)]
    public void The_fast_path_and_the_scalar_path_read_the_same_numbers(int bits)
    {
        var random = new Random(bits);
        for (int round = 0; round < 200; round++)
        {
            byte[] packed = new byte[bits * 16];
            random.NextBytes(packed);
            int[] fast = new int[128];
            int[] plain = new int[128];
            ForDecoder.Decode(packed, bits, fast);
            ForDecoder.DecodeScalar(packed, bits, plain);
            Assert.Equal(plain, fast);
            Assert.All(plain, v => Assert.InRange((long)v, 0, (1L << bits) - 1));
        }
    }

    [Fact]
    public void All_widths_agree_with_the_definition_lane_by_lane()
    {
        var random = new Random(1);
        for (int bits = 1; bits <= 31; bits++)
        {
            byte[] packed = new byte[bits * 16];
            random.NextBytes(packed);
            int[] numbers = new int[128];
            ForDecoder.Decode(packed, bits, numbers);
            Assert.Equal(ByDefinition(packed, bits), numbers);
        }
    }

    [Fact]
    public void Folding_and_table_give_the_same_checksum()
    {
        byte[] bytes = new byte[5000];
        new Random(3).NextBytes(bytes);
        Assert.Equal(0xCBF43926u, Crc32.Compute("123456789"u8));
        foreach (int length in (int[])[0, 1, 15, 127, 128, 129, 143, 144, 1000, 4999])
        {
            Assert.Equal(Crc32.AppendByTable(0, bytes.AsSpan(0, length)), Crc32.Compute(bytes.AsSpan(0, length)));
            Assert.Equal(Crc32.Compute(bytes), Crc32.Append(Crc32.Compute(bytes.AsSpan(0, length)), bytes.AsSpan(length)));
        }
    }

    private static int[] ByDefinition(byte[] packed, int bits)
    {
        int lane = bits <= 8 ? 8 : bits <= 16 ? 16 : 32;
        int words = lane * 2;
        int[] result = new int[128];
        for (int j = 0; j < 64 / lane; j++)
        {
            var a = new ulong[2 * bits];
            for (int q = 0; q < a.Length; q++)
            {
                a[q] = (BinaryPrimitives.ReadUInt64LittleEndian(packed.AsSpan(q * 8)) >> (64 - (lane * (j + 1)))) & ((1UL << lane) - 1);
            }

            int n = 0;
            for (int r = 0; r < lane / bits; r++)
            {
                foreach (ulong word in a)
                {
                    result[(j * words) + n++] = (int)((word >> (lane - (bits * (r + 1)))) & ((1UL << bits) - 1));
                }
            }

            int rest = lane % bits;
            int have = 0;
            ulong value = 0;
            for (int bit = 0; n < words; bit++)
            {
                value = (value << 1) | (a[bit / rest] >> (rest - 1 - (bit % rest)) & 1);
                if (++have == bits)
                {
                    result[(j * words) + n++] = (int)value;
                    value = 0;
                    have = 0;
                }
            }
        }

        return result;
    }
}
