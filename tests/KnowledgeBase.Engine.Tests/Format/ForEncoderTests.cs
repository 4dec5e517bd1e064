using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Tests.Format;

public class ForEncoderTests
{
    // Value i is (7 i² + 3 i) mod 2^b; the first 16 bytes and the checksum of all 16 b bytes, as the Java library packs them.
    [Theory]
    [InlineData(1, "00000000000000000000000000000000", "ecbb4b55")]
    [InlineData(2, "0000000000000000aaaaaaaaaaaaaaaa", "34a6c2b7")]
    [InlineData(3, "1a1a1a1a1a1a1a1a5151515151515151", "1454de67")]
    [InlineData(4, "0808080808080808a2a2a2a2a2a2a2a2", "dd524c17")]
    [InlineData(5, "8206820682068206d455d455d455d455", "d553684a")]
    [InlineData(6, "4283c0014283c001e9a96929e9a96929", "3cbf05e3")]
    [InlineData(7, "a040e08121c16100f4d5b59474553514", "3936d0f1")]
    [InlineData(8, "5020f0c0906030007a6a5a4a3a2a1a0a", "c53ec8f3")]
    [InlineData(9, "2c9034603c3044004f3555255b154105", "9eff7a55")]
    [InlineData(11, "18a40c18018c15004f4d5f894fc55f01", "4d1fb5e5")]
    [InlineData(13, "06e9078607e30400501355a251f15500", "f6ecae92")]
    [InlineData(16, "20fdc070601c00006a024a742a1e0a00", "bc32ea5b")]
    [InlineData(17, "f041603800080000d250253a1e420500", "2bff7b27")]
    [InlineData(20, "28010c072c00000081af440780a30000", "d53a43bd")]
    [InlineData(24, "01c0700000000000584a74003f0a0000", "9cebe2c7")]
    [InlineData(31, "80e100000000000094e8000014000000", "00916682")]
    public void Packed_blocks_are_bit_for_bit_those_of_Java(int bits, string start, string checksum)
    {
        var values = Enumerable.Range(0, 128).Select(i => (int)((7L * i * i + 3L * i) & ((1L << bits) - 1))).ToArray();
        var output = new ByteBuffer();
        new ForEncoder().Write(output, values, bits);
        Assert.Equal(16 * bits, output.Length);
        Assert.Equal(start, Convert.ToHexStringLower(output.Written[..16]));
        Assert.Equal(checksum, Crc32.Compute(output.Written).ToString("x8"));
    }
}
