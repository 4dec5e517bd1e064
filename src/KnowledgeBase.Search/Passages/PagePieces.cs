using System.Collections;
using System.Runtime.InteropServices;
using KnowledgeBase.Search.Matching;
using KnowledgeBase.Text.Folding;

namespace KnowledgeBase.Search.Passages;

/// <summary>
/// Chooses among the pages of a hit by the pieces of the query's words as well: a page that says "Humanmediziner" answers
/// for "Mediziner". The pieces stand in no field by page, so the texts of the likeliest pages are read.
/// </summary>
/// <param name="grams">The pieces.</param>
/// <param name="language">The query's language: in others its pieces are chance.</param>
internal sealed class PagePieces(GramGroup grams, string language)
{
    private const int Sieve = 1 << 16;

    /// <summary>Pages of a hit that are read.</summary>
    private const int Read = 10;

    private readonly double _scale = Weights.OfGrams(language) * grams.Scale;
    private readonly Dictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> _weights =
        grams.Terms.Where(t => t.Field == Embedded.IndexSchema.Grams).GroupBy(t => t.Term, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(t => t.Weight), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly int[] _lengths = [.. grams.Terms.Where(t => t.Field == Embedded.IndexSchema.Grams).Select(t => t.Term.Length).Distinct()];

    private readonly TextFolding _folding = new();

    // First and last letter of each piece: hardly any place of a text needs a look into the table.
    private readonly BitArray _ends = Ends(grams);

    private static BitArray Ends(GramGroup grams)
    {
        var ends = new BitArray(Sieve);
        foreach (var (_, term, _) in grams.Terms)
        {
            ends[End(term[0], term[^1])] = true;
        }

        return ends;
    }

    private static int End(char first, char last) => ((first * 31) + last) & (Sieve - 1);

    /// <summary>The pages in their order, the likeliest in that which pieces and words give together.</summary>
    public List<PageScore> Order(List<PageScore> pages, PageTexts texts)
    {
        if (_lengths.Length == 0 || pages.Count < 2)
        {
            return pages;
        }

        var read = pages.Take(Read).Select(p => (Page: p, Counts: texts.Language(p.Index) == language ? Counts(texts.Text(p.Index)) : [])).ToList();
        var holding = read.SelectMany(r => r.Counts.Keys).CountBy(p => p, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. read.Select(r => r.Page with { Choice = r.Page.Choice + (_scale * Score(r.Counts, holding, read.Count)) })
            .OrderByDescending(p => p.Phrases).ThenByDescending(p => p.Choice).ThenBy(p => p.Number), .. pages.Skip(Read)];
    }

    private Dictionary<string, int> Counts(string text)
    {
        var folded = _folding.Fold(text);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var length in _lengths)
        {
            for (var i = 0; i + length <= folded.Length; i++)
            {
                if (_ends[End(folded[i], folded[i + length - 1])] && _weights.TryGetValue(folded.Slice(i, length), out var piece, out _))
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(counts, piece, out _)++;
                }
            }
        }

        return counts;
    }

    /// <summary>As of words (<see cref="PageScore.Choice"/>), what stands on every page tells little.</summary>
    private double Score(Dictionary<string, int> counts, Dictionary<string, int> holding, int pages) => counts.Sum(c =>
        _weights[c.Key] * PageScorer.Telling(pages, holding[c.Key]) * (Weights.Saturation + 1) * c.Value / (c.Value + Weights.Saturation));
}
