using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Tests.Storage;

public class VIntRunTests
{
    [Fact]
    public void Many_vints_at_once_are_those_read_one_by_one_and_end_where_they_end()
    {
        var random = new Random(7);
        for (int round = 0; round < 400; round++)
        {
            int[] numbers = [.. Enumerable.Range(0, random.Next(0, 300)).Select(_ => random.Next(int.MinValue, int.MaxValue) >>> random.Next(0, 32))];
            byte[] bytes = [.. numbers.SelectMany(Code), .. new byte[random.Next(0, 60)]];
            var read = new int[numbers.Length];
            var reader = new ByteReader(bytes, "made up");
            reader.ReadVInts(read);
            Assert.Equal(numbers, read);
            Assert.Equal(numbers.Sum(n => Code(n).Count()), reader.Position);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(63)]
    public void A_vint_without_end_or_of_too_many_bytes_is_refused(int before)
    {
        byte[] cut = [.. new byte[before], 0x80];
        byte[] tooLong = [.. new byte[before], 0x80, 0x80, 0x80, 0x80, 0x80, 0x01, .. new byte[80]];
        foreach (byte[] bytes in (byte[][])[cut, tooLong])
        {
            Assert.Throws<IndexFormatException>(() => new ByteReader(bytes, "made up").ReadVInts(new int[before + 1]));
        }
    }

    private static IEnumerable<byte> Code(int number)
    {
        uint left = (uint)number;
        for (; left >= 0x80; left >>= 7)
        {
            yield return (byte)(left | 0x80);
        }

        yield return (byte)left;
    }
}
