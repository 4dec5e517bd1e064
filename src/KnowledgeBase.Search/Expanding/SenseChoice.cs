using System.Text;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Matching;

namespace KnowledgeBase.Search.Expanding;

/// <summary>A translation whose words documents hold.</summary>
/// <param name="Text">As the dictionary writes it.</param>
/// <param name="Share">How likely the dictionaries make it, at most 1.</param>
/// <param name="Groups">Its words with their places.</param>
internal sealed record Sense(string Text, double Share, List<(WordGroup Word, int Offset)> Groups);

/// <summary>Words of the query that are translated together, and what they may mean in one language.</summary>
internal sealed record TranslatedSpan(List<PlanWord> Span, string Typed, List<Sense> Senses);

/// <summary>
/// Of the translations of a word, those come first that stand in the same documents as translations of the other words
/// (Gao et al., SIGIR 2001; Monz and Dorr, SIGIR 2005): "share" beside "electricity" is a part, beside "bank" it is stock.
/// </summary>
internal static class SenseChoice
{
    /// <summary>Documents that are looked at for a translation: a word in more says little about its neighbours.</summary>
    private const int MostDocuments = 5_000;

    /// <summary>Words of a query that are looked at.</summary>
    private const int MostSpans = 12;

    /// <summary>What the company counts beside the dictionaries.</summary>
    private const double Company = 0.5;

    public static void Order(IndexView view, List<TranslatedSpan> spans)
    {
        if (spans.Count < 2 || spans.Count > MostSpans || spans.TrueForAll(s => s.Senses.Count < 2))
        {
            return;
        }

        var held = spans.ConvertAll(s => s.Senses.ConvertAll(t => Documents(view, t)));
        for (var i = 0; i < spans.Count; i++)
        {
            if (spans[i].Senses.Count < 2)
            {
                continue;
            }

            var company = spans[i].Senses.Select((_, s) => Near(spans, held, i, held[i][s])).ToList();
            var most = company.Max();
            var ordered = spans[i].Senses.Select((s, at) => (Sense: s, Weight: s.Share * (1 - Company + (most > 0 ? Company * company[at] / most : Company))))
                .OrderByDescending(s => s.Weight).Select(s => s.Sense).ToList();
            spans[i].Senses.Clear();
            spans[i].Senses.AddRange(ordered);
        }
    }

    /// <summary>How much a translation stands among those of the other words.</summary>
    private static double Near(List<TranslatedSpan> spans, List<List<HashSet<long>>> held, int own, HashSet<long> documents)
    {
        double near = 0;
        for (var other = 0; other < spans.Count; other++)
        {
            near += other == own ? 0 : held[other].Select((d, at) => spans[other].Senses[at].Share * Cosine(documents, d)).Max();
        }

        return near;
    }

    private static double Cosine(HashSet<long> one, HashSet<long> other)
    {
        var (small, large) = one.Count < other.Count ? (one, other) : (other, one);
        return small.Count == 0 ? 0 : small.Count(large.Contains) / Math.Sqrt((double)small.Count * large.Count);
    }

    /// <summary>The documents that hold all words of a translation in their body, or so many of them.</summary>
    private static HashSet<long> Documents(IndexView view, Sense sense)
    {
        HashSet<long>? all = null;
        foreach (var (word, _) in sense.Groups)
        {
            var own = Documents(view, word);
            if (all is null)
            {
                all = own;
            }
            else
            {
                all.IntersectWith(own);
            }
        }

        return all ?? [];
    }

    private static HashSet<long> Documents(IndexView view, WordGroup word)
    {
        var found = new HashSet<long>();
        foreach (var (term, role) in word.Terms)
        {
            var bytes = Encoding.UTF8.GetBytes(term);
            foreach (var segment in view.Snapshot.Segments)
            {
                if (role == TermRole.Exact || found.Count >= MostDocuments
                    || segment.Reader.Terms(IndexSchema.Body) is not { } terms || !terms.TryFind(bytes, out var state))
                {
                    continue;
                }

                var cursor = segment.Reader.Postings(terms.Field).Reset(state);
                while (found.Count < MostDocuments && cursor.Next() != PostingsCursor.End)
                {
                    found.Add(((long)segment.Ordinal << 32) | (uint)cursor.Doc);
                }
            }
        }

        return found;
    }
}
