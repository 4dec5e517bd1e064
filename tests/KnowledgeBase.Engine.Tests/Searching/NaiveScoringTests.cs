using KnowledgeBase.Engine.Searching;

namespace KnowledgeBase.Engine.Tests.Searching;

/// <summary>The kinds of queries that Java has not, or not so, against their definitions: same documents, order and bits of scores; pruned as in full.</summary>
public class NaiveScoringTests
{
    [Fact]
    public void A_group_of_terms_scores_as_one_term()
    {
        Each((random, index) =>
        {
            var terms = Group(random, weighted: true);
            float idf = index.Idf(terms.Select(t => t.Term.ToString()));
            Compare(index, new TermGroupQuery("body", terms), index.Hits(d => terms.Any(t => d.Places(t.Term.ToString()).Any())
                ? index.Score(d, idf, terms.Aggregate(0f, (sum, t) => sum + (d.Places(t.Term.ToString()).Any() ? t.Weight * d.Places(t.Term.ToString()).Count() : 0f))) : null));
        });
    }

    [Fact]
    public void The_best_of_several_counts_in_full_and_the_rest_by_the_tie_breaker()
    {
        Each((random, index) =>
        {
            var groups = Enumerable.Range(0, random.Next(2, 5)).Select(_ => Group(random, weighted: false)).ToList();
            var idfs = groups.Select(g => index.Idf(g.Select(t => t.Term.ToString()))).ToList();
            float tie = random.Next(3) * 0.35f;
            var query = new DisjunctionMaxQuery(groups.Select(g => new TermGroupQuery("body", g)), tie);
            Compare(index, query, index.Hits(d =>
            {
                var scores = groups.Zip(idfs).Where(g => g.First.Any(t => d.Places(t.Term.ToString()).Any()))
                    .Select(g => index.Score(d, g.Second, g.First.Sum(t => d.Places(t.Term.ToString()).Count()))).Order().ToList();
                return scores.Count == 0 ? null : (float)(scores[^1] + (scores.SkipLast(1).Sum(s => (double)s) * tie));
            }));
        });
    }

    [Fact]
    public void A_phrase_over_groups_counts_the_places_where_all_stand_right()
    {
        Each((random, index) =>
        {
            var parts = Parts(random);
            var offsets = parts.Select((_, i) => i + (i > 1 && random.Next(4) == 0 ? 1 : 0)).ToList();
            var query = new PhraseQuery("body", parts.Select((p, i) => new PhrasePart(new ValueList<WeightedTerm>(p), offsets[i])));
            float idf = Sum(index, parts);
            Compare(index, query, index.Hits(d =>
            {
                var places = parts.Select(p => Places(d, p)).ToList();
                int freq = places[0].Count(start => Enumerable.Range(1, places.Count - 1).All(i => places[i].Contains(start + offsets[i])));
                return freq == 0 ? null : index.Score(d, idf, freq);
            }));
        });
    }

    [Fact]
    public void A_sloppy_phrase_over_groups_finds_what_it_finds_where_each_group_is_one_word()
    {
        string[][] groups = [["w0", "w1"], ["w2", "w3", "w4"], ["w5"], ["w6", "w7", "w8"]];
        for (int seed = 1; seed <= 4; seed++)
        {
            using var index = new NaiveIndex(seed, 240);
            using var joined = new NaiveIndex(seed, 240, w => groups.First(g => g.Contains(w))[0]);
            var random = new Random(seed);
            for (int i = 0; i < 15; i++)
            {
                var chosen = groups.OrderBy(_ => random.Next()).Take(random.Next(2, 5)).ToList();
                var offsets = chosen.Select((_, p) => p + (p > 1 && random.Next(4) == 0 ? 1 : 0)).ToList();
                int slop = random.Next(1, 5);
                var parts = chosen.Select(g => g.Select(w => new WeightedTerm(w)).ToList()).ToList();
                var query = new PhraseQuery("body", parts.Select((p, at) => new PhrasePart(new ValueList<WeightedTerm>(p), offsets[at])), slop);
                var single = new PhraseQuery("body", chosen.Select((g, at) => new PhrasePart(g[0], offsets[at])), slop);
                // The frequency is read from the score where each group is one word; Java agrees to the bit on phrases of words.
                float idf = chosen.Sum(g => joined.Idf([g[0]]));
                var freqs = joined.Searcher.Search(single, 10_000, int.MaxValue).Hits.ToDictionary(h => h.Doc, h => joined.Freq(joined.Documents[h.Doc], idf, h.Score));
                var hits = index.Searcher.Search(query, 10_000, int.MaxValue).Hits;
                Assert.Equal(freqs.Keys.Order(), hits.Select(h => h.Doc).Order());
                Assert.All(hits, h => Assert.Equal(freqs[h.Doc], index.Freq(index.Documents[h.Doc], Sum(index, parts), h.Score), freqs[h.Doc] * 0.001));
                Assert.Equal(hits.Take(4), index.Searcher.Search(query, 4, 0).Hits);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Near_counts_the_tightest_windows(bool ordered)
    {
        Each((random, index) =>
        {
            var parts = Parts(random);
            int slop = random.Next(5);
            var query = new NearQuery("body", parts.Select(p => new ValueList<WeightedTerm>(p)), slop, ordered);
            float idf = Sum(index, parts);
            Compare(index, query, index.Hits(d =>
            {
                var windows = Windows(parts.Select(p => Places(d, p)).ToList(), ordered);
                float freq = 0;
                foreach (var (from, to) in windows.Where(w => !windows.Any(o => o != w && o.From >= w.From && o.To <= w.To)).OrderBy(w => w.From))
                {
                    int between = to - from + 1 - parts.Count;
                    freq += between <= slop ? 1f / (1f + between) : 0f;
                }

                return freq == 0 ? null : index.Score(d, idf, freq);
            }));
        });
    }

    [Fact]
    public void Facets_histograms_and_orders_are_those_of_the_hits()
    {
        Each((random, index) =>
        {
            var terms = Group(random, weighted: false);
            var query = new TermGroupQuery("body", terms);
            var hits = index.Documents.Select((d, i) => (d, i)).Where(h => h.d.IsLive && terms.Any(t => h.d.Places(t.Term.ToString()).Any())).ToList();
            bool descending = random.Next(2) == 0;
            var result = index.Searcher.Search(new SearchRequest(query) { Top = 7, Facets = ["kind", "topics"], Histograms = [new Histogram("year", 10)], Sort = new SortOrder("year", descending) });
            Assert.Equal(hits.Count, result.Top.TotalHits);
            Assert.True(result.Top.IsExact);
            Assert.Equal(hits.Where(h => h.d.Kind is not null).GroupBy(h => h.d.Kind!).ToDictionary(g => new TermBytes(g.Key), g => g.LongCount()), result.Facets["kind"].ToDictionary());
            Assert.Equal(hits.SelectMany(h => h.d.Topics).GroupBy(t => t).ToDictionary(g => new TermBytes(g.Key), g => g.LongCount()), result.Facets["topics"].ToDictionary());
            Assert.Equal(hits.Where(h => h.d.Year is not null).GroupBy(h => h.d.Year!.Value / 10 * 10L).ToDictionary(g => g.Key, g => g.LongCount()), result.Histograms["year"].ToDictionary());
            var order = descending ? hits.OrderByDescending(h => h.d.Year ?? 0) : hits.OrderBy(h => h.d.Year ?? 0);
            var sorted = order.ThenBy(h => h.i).Select(h => h.i).ToList();
            Assert.Equal(sorted.Take(7), result.Top.Hits.Select(h => h.Doc));
            if (sorted.Count > 7)
            {
                var next = index.Searcher.Search(new SearchRequest(query) { Top = 5, Sort = new SortOrder("year", descending), After = result.Top.Hits[^1] });
                Assert.Equal(sorted.Skip(7).Take(5), next.Top.Hits.Select(h => h.Doc));
                Assert.Equal(hits.Count, next.Top.TotalHits);
            }
        });
    }

    private static void Each(Action<Random, NaiveIndex> check)
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            using var index = new NaiveIndex(seed, 40 * seed * seed);
            var random = new Random(seed);
            for (int i = 0; i < 25; i++)
            {
                check(random, index);
            }
        }
    }

    private static void Compare(NaiveIndex index, Query query, IEnumerable<ScoreDoc> expected)
    {
        var truth = expected.ToArray();
        var full = index.Searcher.Search(query, 10_000, int.MaxValue);
        Assert.Equal(truth, full.Hits);
        Assert.Equal(truth.Length, full.TotalHits);
        Assert.Equal(truth.Length, index.Searcher.Count(query));
        Assert.Equal(truth.Take(5), index.Searcher.Search(query, 5, 0).Hits);
        if (truth.Length > 3)
        {
            Assert.Equal(truth.Skip(3).Take(4), index.Searcher.Search(query, 4, 0, truth[2]).Hits);
        }
    }

    private static List<WeightedTerm> Group(Random random, bool weighted) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new WeightedTerm(new TermBytes(NaiveIndex.Word(random.Next(NaiveIndex.Vocabulary + 1))), weighted ? random.Next(1, 5) / 4f : 1f)).DistinctBy(t => t.Term)];

    private static List<List<WeightedTerm>> Parts(Random random) => [.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Group(random, weighted: false))];

    private static float Sum(NaiveIndex index, List<List<WeightedTerm>> parts) => (float)parts.Sum(p => (double)index.Idf(p.Select(t => t.Term.ToString())));

    private static List<int> Places(NaiveIndex.Document document, List<WeightedTerm> part) => [.. part.SelectMany(t => document.Places(t.Term.ToString())).Distinct().Order()];

    private static HashSet<(int From, int To)> Windows(List<List<int>> places, bool ordered)
    {
        var found = new HashSet<(int, int)>();
        void Try(List<int> chosen)
        {
            if (chosen.Count == places.Count)
            {
                found.Add((chosen.Min(), chosen.Max()));
                return;
            }

            foreach (int place in places[chosen.Count].Where(p => !chosen.Contains(p) && (!ordered || chosen.Count == 0 || p > chosen[^1])))
            {
                Try([.. chosen, place]);
            }
        }

        Try([]);
        return found;
    }
}
