using KnowledgeBase.Engine.Bits;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Postings;

/// <summary>
/// The two codes of full blocks. FORDELTA: byte b, 0 meaning that each delta is 1, else FOR(b). PFOR: byte exceptions shifted by 5 | b,
/// b = 0 followed by one vLong for all, else FOR(b), then per exception byte index, byte high bits.
/// </summary>
internal static class BlockCodes
{
    /// <summary>Decodes 128 ascending numbers that follow <paramref name="previous"/>; moves <paramref name="at"/> behind them.</summary>
    public static void ReadDeltas(IndexInput input, ref long at, int previous, int limit, Span<int> numbers)
    {
        int bits = input.ByteAt(at++);
        if (bits == 0)
        {
            for (int i = 0; i < ForDecoder.BlockSize; i++)
            {
                numbers[i] = ++previous;
            }
        }
        else
        {
            if (bits > 31)
            {
                throw new IndexFormatException(input.Name, $"a block of {bits} bits does not exist (near byte {at})");
            }

            ForDecoder.DecodeDeltas(input.Span(at, bits * 16), bits, previous, numbers);
            at += bits * 16;
        }

        // 128 deltas of up to 24 bits cannot pass 2^31 unseen; wider ones are looked at one by one.
        bool sound = (uint)numbers[ForDecoder.BlockSize - 1] < (uint)limit;
        for (int i = 1; i < ForDecoder.BlockSize && bits > 24; i++)
        {
            sound &= numbers[i] >= numbers[i - 1];
        }

        if (!sound || numbers[0] < 0)
        {
            throw new IndexFormatException(input.Name, $"a posting points to a document that does not exist (near byte {at})");
        }
    }

    /// <summary>Decodes 128 numbers; moves <paramref name="at"/> behind them.</summary>
    public static void Read(IndexInput input, ref long at, Span<int> numbers)
    {
        int token = input.ByteAt(at++);
        int bits = token & 31;
        if (bits == 0)
        {
            var reader = input.Reader(at, Math.Min(10, input.Length - at));
            numbers[..ForDecoder.BlockSize].Fill((int)reader.ReadVLong());
            at += reader.Position;
        }
        else
        {
            ForDecoder.Decode(input.Span(at, bits * 16), bits, numbers);
            at += bits * 16;
        }

        int exceptions = token >> 5;
        if (exceptions > 0)
        {
            var patches = input.Span(at, exceptions * 2);
            for (int i = 0; i < patches.Length; i += 2)
            {
                numbers[patches[i] & 127] |= patches[i + 1] << bits;
            }

            at += exceptions * 2;
        }
    }

    /// <summary>Moves <paramref name="at"/> behind a PFOR block without decoding it.</summary>
    public static void Skip(IndexInput input, ref long at)
    {
        int token = input.ByteAt(at++);
        int bits = token & 31;
        if (bits == 0)
        {
            while (input.ByteAt(at++) >= 0x80)
            {
            }
        }
        else
        {
            at += bits * 16;
        }

        at += (token >> 5) * 2;
    }
}
