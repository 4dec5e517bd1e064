using System.Text;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Searching;

/// <summary>Queries that stand for many terms, on an index of several segments, against looking at each word of each document.</summary>
public sealed class MultiTermTests : IDisposable
{
    private static readonly string[] Letters = ["a", "b", "é", "城", "🏙"];
    private readonly MemoryDirectory directory = new();
    private readonly Random random = new(3);
    private readonly List<string[]> documents = [];
    private readonly IndexSnapshot snapshot;
    private readonly IndexSearcher searcher;

    public MultiTermTests()
    {
        using (var writer = IndexWriter.Open(directory, new IndexWriterOptions { MergePolicy = null, BufferDocuments = 90 }))
        {
            var line = new IndexDocument();
            for (int d = 0; d < 300; d++)
            {
                string[] words = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Word())];
                documents.Add(words);
                line.Clear();
                line.BeginText("body", TextOptions.Default);
                foreach (string word in words)
                {
                    line.AddToken(Encoding.UTF8.GetBytes(word));
                }

                writer.AddDocument(line);
            }

            writer.Commit();
        }

        snapshot = IndexSnapshot.Open(directory);
        searcher = new IndexSearcher(snapshot);
    }

    public void Dispose()
    {
        snapshot.Dispose();
        directory.Dispose();
    }

    [Fact]
    public void A_prefix_finds_the_words_that_begin_so() =>
        Each(() => Word().EnumerateRunes().First().ToString(), prefix => (new PrefixQuery("body", prefix), w => w.StartsWith(prefix, StringComparison.Ordinal)));

    [Fact]
    public void A_range_keeps_to_its_bounds_whether_they_are_in_it_or_not() =>
        Each<(string? Low, string? High, bool InLow, bool InHigh)>(() => (Low: random.Next(4) == 0 ? null : Word(), High: random.Next(4) == 0 ? null : Word(), InLow: random.Next(2) == 0, InHigh: random.Next(2) == 0), r =>
            (new TermRangeQuery("body", r.Low is null ? default(TermBytes?) : new TermBytes(r.Low), r.High is null ? default(TermBytes?) : new TermBytes(r.High), r.InLow, r.InHigh), w =>
                (r.Low is null || (r.InLow ? Order(w, r.Low) >= 0 : Order(w, r.Low) > 0)) && (r.High is null || (r.InHigh ? Order(w, r.High) <= 0 : Order(w, r.High) < 0))));

    [Fact]
    public void A_pattern_finds_the_words_that_match_letter_by_letter() =>
        Each(Pattern, pattern => (new WildcardQuery("body", pattern), w => Matches([.. pattern.EnumerateRunes()], [.. w.EnumerateRunes()])));

    [Fact]
    public void A_very_long_pattern_and_word_are_matched_as_short_ones()
    {
        // More places than an automaton's state has bits: the slow way.
        string tail = string.Concat(Enumerable.Repeat("*", 40)) + string.Concat(Enumerable.Repeat("?*", 40));
        Assert.Equal(0, searcher.Count(new WildcardQuery("body", "a" + tail)));
        Assert.Equal(documents.Count(d => d.Any(w => w[0] == 'a')), searcher.Count(new WildcardQuery("body", "a" + string.Concat(Enumerable.Repeat("*", 90)))));
        Assert.Equal(0, searcher.Count(new FuzzyQuery("body", new string('a', 90), 2)));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    public void A_fuzzy_word_finds_the_words_so_many_edits_away(int edits, bool transpositions) =>
        Each(() => (Word: Word(), Prefix: random.Next(3)), q =>
        {
            var typed = q.Word.EnumerateRunes().ToList();
            return (new FuzzyQuery("body", q.Word, edits, q.Prefix, 10_000, transpositions), w =>
            {
                var word = w.EnumerateRunes().ToList();
                int distance = Distance(typed, word, transpositions);
                // What differs in more than it has in common counts nothing and is left out, as in the reference implementation.
                return q.Prefix >= typed.Count ? w == q.Word
                    : distance <= edits && typed.Take(q.Prefix).SequenceEqual(word.Take(q.Prefix)) && (distance == 0 || 1f - (distance / (float)Math.Min(typed.Count, word.Count)) >= 0);
            });
        });

    [Fact]
    public void Of_many_near_words_the_nearest_are_taken()
    {
        var terms = new FuzzyQuery("body", "ab", 2, 0, 3).Expand(snapshot);
        Assert.Equal(3, terms.Count);
        Assert.Equal("ab", terms[0].Term.ToString());
        Assert.Equal(terms.Select(t => t.Weight).OrderDescending(), terms.Select(t => t.Weight));
    }

    private void Each<T>(Func<T> make, Func<T, (Query Query, Func<string, bool> Matches)> ask)
    {
        int found = 0;
        for (int i = 0; i < 150; i++)
        {
            var asked = make();
            var (query, matches) = ask(asked);
            int[] expected = [.. documents.Select((words, d) => (words, d)).Where(x => x.words.Any(matches)).Select(x => x.d)];
            Assert.Equal(expected, searcher.Search(query, 1000, int.MaxValue).Hits.Select(h => h.Doc).Order());
            Assert.Equal(expected.Length, searcher.Count(query));
            found += expected.Length;
        }

        Assert.True(found > 100, $"{found}");
    }

    private string Word() => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Letters[random.Next(random.Next(1, Letters.Length + 1))]));

    private string Pattern() => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(6) switch { 0 => "*", 1 => "?", 2 => "\\" + Letters[random.Next(2)], _ => Letters[random.Next(Letters.Length)] }));

    private static int Order(string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));

    private static bool Matches(ReadOnlySpan<Rune> pattern, ReadOnlySpan<Rune> word)
    {
        if (pattern.IsEmpty)
        {
            return word.IsEmpty;
        }

        return pattern[0].Value switch
        {
            '*' => Matches(pattern[1..], word) || (!word.IsEmpty && Matches(pattern, word[1..])),
            '?' => !word.IsEmpty && Matches(pattern[1..], word[1..]),
            '\\' when pattern.Length > 1 => !word.IsEmpty && word[0] == pattern[1] && Matches(pattern[2..], word[1..]),
            _ => !word.IsEmpty && word[0] == pattern[0] && Matches(pattern[1..], word[1..]),
        };
    }

    private static int Distance(List<Rune> a, List<Rune> b, bool transpositions)
    {
        var table = new int[a.Count + 1, b.Count + 1];
        for (int i = 0; i <= a.Count; i++)
        {
            for (int j = 0; j <= b.Count; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                int best = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                bool swapped = transpositions && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                table[i, j] = swapped ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
            }
        }

        return table[a.Count, b.Count];
    }
}
