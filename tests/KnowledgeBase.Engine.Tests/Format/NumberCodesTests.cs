using FsCheck;
using FsCheck.Fluent;
using KnowledgeBase.Engine.Format.Norms;
using KnowledgeBase.Engine.Format.Numbers;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Bits;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Tests.Format;

/// <summary>What is written by a code is read back by its reader, for any numbers.</summary>
public class NumberCodesTests
{
    private static readonly Arbitrary<long> Longs = Gen.OneOf(
        ArbMap.Default.GeneratorFor<long>(),
        Gen.Choose(0, 63).Select(b => 1L << b), Gen.Choose(0, 63).Select(b => (1L << b) - 1), Gen.Choose(-3, 300).Select(i => (long)i)).ToArbitrary();

    [Fact]
    public void Variable_numbers_come_back_and_are_read_to_their_end() => Prop.ForAll(Longs, value =>
    {
        var output = new ByteBuffer();
        output.WriteVInt((int)value);
        output.WriteVLong(value & long.MaxValue);
        output.WriteZInt((int)value);
        output.WriteZLong(value);
        output.WriteLong(value);
        var input = new ByteReader(output.Written, "test");
        Assert.Equal((int)value, input.ReadVInt());
        Assert.Equal(value & long.MaxValue, input.ReadVLong());
        Assert.Equal((int)value, input.ReadZInt());
        Assert.Equal(value, input.ReadZLong());
        Assert.Equal(value, input.ReadInt64());
        Assert.Equal(0, input.Remaining);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Columns_of_any_width_come_back() => Prop.ForAll(Longs.Generator.ListOf().ToArbitrary(), values =>
    {
        var output = new ByteBuffer();
        int width = DirectWriter.WidthFor(values.Aggregate(0UL, (all, v) => all | (ulong)v));
        var writer = new DirectWriter(output, width);
        foreach (long v in values)
        {
            writer.Add((ulong)v);
        }

        writer.FinishColumn();
        Assert.True(values.Count == 0 || DirectWriter.SizeOf(values.Count, width) == output.Length);
        var reader = new DirectReader(IndexInput.Wrap("test", output.ToArray()), 0, width);
        Assert.Equal(values, values.Select((_, i) => reader.Get(i)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rising_lists_come_back() => Prop.ForAll(Gen.Choose(0, 1 << 20).ListOf().ToArbitrary(), Gen.Choose(2, 6).ToArbitrary(), (steps, shift) =>
    {
        var values = new List<long>();
        foreach (int step in steps)
        {
            values.Add((values.Count == 0 ? -5 : values[^1]) + ((long)step * step));
        }

        ByteBuffer meta = new(), data = new();
        DirectMonotonicWriter.Write(meta, data, values.ToArray(), shift);
        var input = new ByteReader(meta.Written, "test");
        var reader = new DirectMonotonicReader(ref input, values.Count, shift).Attach(IndexInput.Wrap("test", data.ToArray()), 0);
        Assert.Equal(values, values.Select((_, i) => reader.Get(i)));
        Assert.Equal(0, input.Remaining);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Packed_blocks_come_back_from_the_fast_path_and_the_plain_one() =>
        Prop.ForAll(Gen.Choose(1, 31).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (bits, seed) =>
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, 128).Select(_ => (int)random.NextInt64(1L << random.Next(bits + 1))).ToArray();
            var output = new ByteBuffer();
            new ForEncoder().Write(output, values, bits);
            int[] fast = new int[128], plain = new int[128];
            ForDecoder.Decode(output.Written, bits, fast);
            ForDecoder.DecodeScalar(output.Written, bits, plain);
            Assert.Equal(values, fast);
            Assert.Equal(values, plain);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_length_code_never_says_more_than_the_length_and_keeps_the_order() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (a, b) =>
        {
            Assert.True(LengthCode.Decode(LengthCode.Of(a)) <= a);
            Assert.Equal(LengthCode.Of(a), LengthCode.Of(LengthCode.Decode(LengthCode.Of(a))));
            Assert.True(a > b || LengthCode.Of(a) <= LengthCode.Of(b));
        }).QuickCheckThrowOnFailure();
}
