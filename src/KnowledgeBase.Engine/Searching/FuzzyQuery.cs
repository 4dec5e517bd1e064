using System.Text;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// Documents with terms at most one or two edits (insert, delete, replace, swap of neighbours) from a word. The nearest
/// <paramref name="MaxTerms"/> terms are taken; each counts the less the more it differs, and all are scored with the document frequency of the commonest.
/// </summary>
/// <param name="Field">The field.</param>
/// <param name="Term">The word.</param>
/// <param name="MaxEdits">0, 1 or 2.</param>
/// <param name="PrefixLength">Code points at the beginning that must be equal.</param>
/// <param name="MaxTerms">Most terms to take.</param>
/// <param name="Transpositions">Whether a swap of neighbours is one edit rather than two.</param>
public sealed record FuzzyQuery(string Field, TermBytes Term, int MaxEdits = 2, int PrefixLength = 0, int MaxTerms = 50, bool Transpositions = true) : Query
{
    internal override Query Rewrite(IndexSnapshot snapshot)
    {
        int[] wanted = CodePoints(Term.Span);
        if (MaxEdits == 0 || PrefixLength >= wanted.Length)
        {
            return new TermQuery(Field, Term);
        }

        var best = Candidates(snapshot, wanted);
        return best.Count == 0 ? new MatchNoneQuery() : new BlendedTermsQuery(Field, new(best));
    }

    internal override Weight Bind(SearchContext context, float boost) => Rewrite(context.Snapshot).Bind(context, boost);

    /// <summary>The terms near the word, nearest first, with their weights: what spelling suggestions are made of.</summary>
    public IReadOnlyList<WeightedTerm> Expand(IndexSnapshot snapshot) => Candidates(snapshot, CodePoints(Term.Span));

    private List<WeightedTerm> Candidates(IndexSnapshot snapshot, int[] wanted)
    {
        var found = new Dictionary<TermBytes, float>();
        byte[] prefix = Encoding.UTF8.GetBytes(string.Concat(wanted.Take(PrefixLength).Select(c => new Rune(c).ToString())));
        foreach (var segment in snapshot.Segments)
        {
            if (segment.Reader.Terms(Field) is not { } terms)
            {
                continue;
            }

            var distance = new EditDistance(wanted, MaxEdits, Transpositions);
            var cursor = terms.Cursor();
            bool more = cursor.SeekCeiling(prefix);
            while (more && cursor.Term.StartsWith(prefix))
            {
                int edits = distance.To(cursor.Term, out int dead);
                if (edits <= MaxEdits)
                {
                    int points = distance.Length;
                    var term = new TermBytes(cursor.Term);
                    float boost = term == Term ? 1f : 1f - (edits / (float)Math.Min(points, wanted.Length));
                    if (boost >= 0)
                    {
                        found.TryAdd(term, boost);
                    }

                    more = cursor.Next();
                }
                else
                {
                    more = dead > 0 ? SkipPrefix(cursor, dead) : cursor.Next();
                }
            }
        }

        return [.. found.Select(f => new WeightedTerm(f.Key, f.Value)).OrderByDescending(t => t.Weight).ThenBy(t => t.Term).Take(MaxTerms)];
    }

    // No term that begins with these bytes can be near enough: on to the first that does not.
    private static bool SkipPrefix(TermsCursor cursor, int length)
    {
        // Neighbours are walked a few steps first: seeking costs more than they do.
        Span<byte> dead = stackalloc byte[Math.Min(length, 256)];
        cursor.Term[..dead.Length].CopyTo(dead);
        for (int step = 0; step < 8; step++)
        {
            if (!cursor.Next())
            {
                return false;
            }

            if (!cursor.Term.StartsWith(dead))
            {
                return true;
            }
        }

        int last = dead.Length - 1;
        while (last >= 0 && dead[last] == 0xFF)
        {
            last--;
        }

        if (last < 0)
        {
            return false;
        }

        dead[last]++;
        return cursor.SeekCeiling(dead[..(last + 1)]);
    }

    private static int[] CodePoints(ReadOnlySpan<byte> term)
    {
        var points = new List<int>();
        while (!term.IsEmpty)
        {
            Rune.DecodeFromUtf8(term, out var rune, out int size);
            points.Add(rune.Value);
            term = term[size..];
        }

        return [.. points];
    }
}

/// <summary>
/// Edit distance of many terms to one word, row by row; terms come sorted, so the rows of a common beginning are kept.
/// Swaps count one when wanted (optimal string alignment, after F. Damerau, 1964).
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

    /// <summary>The distance, or more than the limit; <paramref name="dead"/>: so many first bytes rule out every term that begins with them, 0 if none do.</summary>
    public int To(ReadOnlySpan<byte> term, out int dead)
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
        dead = 0;
        while (at < term.Length)
        {
            System.Text.Rune.DecodeFromUtf8(term[at..], out var rune, out int size);
            at += size;
            points.Add(rune.Value);
            ends.Add(at);
            if (!AddRow())
            {
                dead = at;
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

/// <summary>Terms of one field, each with a boost of its own, all scored with the document frequency of the commonest; scores add up.</summary>
internal sealed record BlendedTermsQuery(string Field, ValueList<WeightedTerm> Terms) : Query
{
    internal override Weight Bind(SearchContext context, float boost)
    {
        long docFreq = Terms.Max(t => new TermWeight(context, Field, t.Term, 1f, null).DocFreq);
        return new AnyTermsWeight([.. Terms.Select(t => new TermWeight(context, Field, t.Term, t.Weight * boost, docFreq))]);
    }
}

internal sealed class AnyTermsWeight(TermWeight[] terms) : Weight
{
    public override bool Collect(SnapshotSegment segment, HitCollector collector) => TermsCollection.Any(terms, segment, collector);

    public override Scorer? Scorer(SnapshotSegment segment)
    {
        var present = terms.Select(t => t.Scorer(segment)).OfType<Scorer>().ToList();
        return present.Count switch { 0 => null, 1 => present[0], _ => new DisjunctionScorer(present) };
    }
}
