using System.Runtime.Intrinsics;
using KnowledgeBase.Engine.Bits;

namespace KnowledgeBase.Engine.Format.Postings;

// Where the term stands in a document: the positions of others before it have to be passed over, so many as their frequencies say.
public sealed partial class PostingsCursor
{
    /// <summary>The positions of the term in the current document, ascending; as many as <see cref="Freq"/>. Valid until the next call.</summary>
    public ReadOnlySpan<int> Positions() => ReadPositions(offsets: false).Positions;

    /// <summary>Positions with offsets and payloads where the field has them.</summary>
    public PositionsCursor ReadPositions(bool offsets)
    {
        var reader = Positioned();
        reader.Pass(Occurrences(positionsPassed, index));
        if (positionsPassed <= index)
        {
            reader.Read(Freq, offsets);
            positionsPassed = index + 1;
        }

        return reader;
    }

    /// <summary>The positions in the documents at ascending places of the block in hand, none of them read before, one after another; and where each document's end.</summary>
    internal void ReadPositions(ReadOnlySpan<int> places, ref int[] flat, Span<int> ends)
    {
        var reader = Positioned();
        if (places.Length > FewPlaces)
        {
            SumUp();
        }

        int[] counts = freqsReady ? freqs : ReadFreqs();
        int next = positionsPassed;
        int end = 0;
        for (int k = 0; k < places.Length; k++)
        {
            int place = places[k];
            int between = place <= next ? 0 : sumsReady ? sums![place] - sums[next] : SumOf(counts.AsSpan(next, place - next));
            next = place + 1;
            ends[k] = end = reader.Append(between, counts[place], ref flat, end);
        }

        positionsPassed = next;
    }

    private PositionsCursor Positioned() =>
        positions ?? throw new InvalidOperationException($"positions of field '{field.Name}' were not asked for, or are not there");

    // Occurrences in the documents of the block from one place to before another; none where the first lies behind.
    private int Occurrences(int from, int to)
    {
        if (from >= to)
        {
            return 0;
        }

        if (sumsReady)
        {
            return sums![to] - sums[from];
        }

        return SumOf((freqsReady ? freqs : ReadFreqs()).AsSpan(from, to - from));
    }

    private static int SumOf(ReadOnlySpan<int> numbers)
    {
        int sum = 0;
        if (numbers.Length >= 8)
        {
            var parts = Vector256<int>.Zero;
            for (; numbers.Length >= 8; numbers = numbers[8..])
            {
                parts += Vector256.Create(numbers);
            }

            sum = Vector256.Sum(parts);
        }

        foreach (int number in numbers)
        {
            sum += number;
        }

        return sum;
    }

    private void SumUp()
    {
        if (!sumsReady)
        {
            sums ??= new int[BlockSize + 1];
            (freqsReady ? freqs : ReadFreqs()).CopyTo(sums.AsSpan(1));
            ForDecoder.RunningSums(sums.AsSpan(1));
            sumsReady = true;
        }
    }
}
