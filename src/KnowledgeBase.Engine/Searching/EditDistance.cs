using System.Text;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// Edit distance of many terms to one word, row by row; terms come sorted, so the rows of a common beginning are kept.
/// Swaps count one when wanted (optimal string alignment, after F. Damerau, 1964). For words too long for <see cref="EditRule"/>, and its measure.
/// </summary>
internal sealed class EditDistance(int[] word, int limit, bool transpositions)
{
    private readonly List<int[]> rows = [FirstRow(word.Length)];
    private readonly List<int> points = [];
    private readonly List<int> ends = [];
    private byte[] previous = [];
    private int previousLength;

    /// <summary>Code points of the term last measured, when it was near enough.</summary>
    public int Length { get; private set; }

    /// <summary>The distance, or more than the limit.</summary>
    public int To(ReadOnlySpan<byte> term)
    {
        int common = term.CommonPrefixLength(previous.AsSpan(0, previousLength));
        int kept = 0;
        while (kept < ends.Count && ends[kept] <= common)
        {
            kept++;
        }

        points.RemoveRange(kept, points.Count - kept);
        ends.RemoveRange(kept, ends.Count - kept);
        if (previous.Length < term.Length)
        {
            previous = new byte[term.Length * 2];
        }

        term.CopyTo(previous);
        previousLength = term.Length;
        int at = kept == 0 ? 0 : ends[kept - 1];
        while (at < term.Length)
        {
            Rune.DecodeFromUtf8(term[at..], out var rune, out int size);
            at += size;
            points.Add(rune.Value);
            ends.Add(at);
            if (!AddRow())
            {
                return limit + 1;
            }
        }

        Length = points.Count;
        return rows[points.Count][word.Length];
    }

    private bool AddRow()
    {
        int n = points.Count;
        if (rows.Count <= n)
        {
            rows.Add(new int[word.Length + 1]);
        }

        int[] above = rows[n - 1];
        int[] row = rows[n];
        int point = points[n - 1];
        row[0] = n;
        int least = n;
        for (int j = 1; j <= word.Length; j++)
        {
            int cost = word[j - 1] == point ? 0 : 1;
            int best = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
            if (transpositions && n > 1 && j > 1 && word[j - 2] == point && word[j - 1] == points[n - 2])
            {
                best = Math.Min(best, rows[n - 2][j - 2] + 1);
            }

            row[j] = best;
            least = Math.Min(least, best);
        }

        // A swap reaches back two rows, but then the row between is within the limit as well.
        return least <= limit;
    }

    private static int[] FirstRow(int length)
    {
        var row = new int[length + 1];
        for (int j = 0; j <= length; j++)
        {
            row[j] = j;
        }

        return row;
    }
}
