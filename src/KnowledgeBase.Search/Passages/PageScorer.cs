using System.Runtime.InteropServices;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Matching;

namespace KnowledgeBase.Search.Passages;

/// <summary>A page of a document and how well it answers by itself.</summary>
/// <param name="Index">Its place in the document, from 0.</param>
/// <param name="Number">Its number as readers know it.</param>
/// <param name="Score">How well it answers, beside pages of other documents.</param>
/// <param name="Choice">The same beside the other pages of its document: there a word that stands on all of them tells nothing.</param>
/// <param name="HoldsAll">Whether all words stand there as they were typed, or in the title; of a page as long as a chapter, in one passage.</param>
/// <param name="Bonus">What its first words and the nearness of the words add where the document has no other page.</param>
internal readonly record struct PageScore(int Index, int Number, double Score, double Choice, bool HoldsAll, double Bonus = 0)
{
    /// <summary>Quoted phrases that stand on it.</summary>
    public int Phrases { get; init; }
}

/// <summary>
/// Scores the pages of documents of one segment from the positions of the words: BM25 with the page as the document, and
/// a bonus for words that stand close to each other. Documents must come in ascending order.
/// </summary>
internal sealed class PageScorer
{
    private const int MaxTerms = 48;
    private const int Near = 12;

    /// <summary>A page is held to have at least this share of the usual words, so that a lone heading does not win.</summary>
    private const double ShortestPage = 0.25;

    private readonly SegmentReader _segment;
    private readonly IReadOnlyList<WordGroup> _words;
    private readonly double _averagePage;
    private readonly List<(int Word, float Weight, PostingsCursor? Language, PostingsCursor Cursor)> _cursors = [];
    private readonly double[] _translated;
    private readonly double[] _idf;
    private readonly PagePhrases _phrases;

    // What each word weighs in the choice among the pages of the document at hand.
    private readonly double[] _telling;

    // The words that a document must hold, as a set of their places, and where they stand outside the body.
    private readonly ulong _needed;
    private readonly List<(ulong Word, PostingsCursor Cursor)> _outside = [];
    private ulong _heldOutside;
    private readonly List<(int Position, int Word, float Weight)> _found = [];

    public PageScorer(SegmentReader segment, QueryPlan plan, double averagePage)
    {
        (_segment, _words, _averagePage, _translated) = (segment, plan.Words, averagePage, new double[plan.Words.Count]);

        // Together the words weigh on a page what they weigh in a document, so that the two scores can be added.
        var scale = plan.Words.Sum(w => w.Idf) / Math.Max(1e-9, plan.Words.Sum(w => w.PageIdf));
        _idf = [.. plan.Words.Select(w => scale * w.PageIdf)];
        _telling = new double[_idf.Length];
        _phrases = new PagePhrases(plan);
        _needed = Needed(plan);
        if (segment.Terms(IndexSchema.Body) is not { } terms)
        {
            return;
        }

        var headings = segment.Terms(IndexSchema.Headings);
        for (var i = 0; i < plan.Words.Count; i++)
        {
            Add(terms, plan.Words[i], i, null);
            Add(headings, plan.Words[i], i, null);
            AddOutside(plan.Words[i], i);
        }

        var languages = new Dictionary<string, PostingsCursor?>();
        foreach (var translated in plan.Translated)
        {
            if (!languages.TryGetValue(translated.Language, out var language))
            {
                language = SegmentTerms.TryFind(segment, IndexSchema.PageLanguage, translated.Language, out var state)
                    ? segment.Postings(segment.Field(IndexSchema.PageLanguage)!).Reset(state) : null;
                languages.Add(translated.Language, language);
            }

            // The place of a translation lies beyond those of the typed words.
            Add(terms, translated.Group, plan.Words.Count + translated.Word, language);
            Add(headings, translated.Group, plan.Words.Count + translated.Word, language);
            _translated[translated.Word] = Math.Max(_translated[translated.Word], translated.Weight);
        }
    }

    private void Add(FieldTerms? terms, WordGroup group, int word, PostingsCursor? language)
    {
        if (terms is null)
        {
            return;
        }

        // A word of a heading stands in the body at the same position, where the heavier of the two counts.
        var heading = terms.Field.Name == IndexSchema.Headings ? 1 + Weights.PageHeading : 1;
        foreach (var found in group.In(_segment, terms.Field.Name))
        {
            if (found.Role != TermRole.Exact && found.Place < MaxTerms)
            {
                _cursors.Add((word, heading * (found.Role == TermRole.Folded ? 1 : Weights.Inflected), language, _segment.Postings(terms.Field).Reset(found.State, withPositions: true)));
            }
        }
    }

    /// <summary>The words that say something and that no operator stands at.</summary>
    private static ulong Needed(QueryPlan plan)
    {
        ulong needed = 0;
        foreach (var word in plan.Plain.OfType<PlanWord>().Where(w => !w.Word.IsLight))
        {
            needed |= plan.Words.IndexOf(word.Word) is >= 0 and < 64 and var place ? 1UL << place : 0;
        }

        return needed;
    }

    private void AddOutside(WordGroup group, int word)
    {
        foreach (var (field, _) in IndexSchema.Searched.Where(f => f.Field != IndexSchema.Body && word < 64 && (_needed & (1UL << word)) != 0))
        {
            foreach (var found in group.In(_segment, field).Where(f => f.Place < MaxTerms))
            {
                _outside.Add((1UL << word, _segment.Postings(_segment.Field(field)!).Reset(found.State)));
            }
        }
    }

    /// <summary>The pages that hold any of the words, best first.</summary>
    public List<PageScore> Score(int doc)
    {
        _heldOutside = 0;
        foreach (var (word, cursor) in _outside)
        {
            _heldOutside |= (cursor.Doc < doc ? cursor.Advance(doc) : cursor.Doc) == doc ? word : 0;
        }

        _found.Clear();
        foreach (var (word, weight, language, cursor) in _cursors)
        {
            if ((language is null || (language.Doc < doc ? language.Advance(doc) : language.Doc) == doc) && (cursor.Doc < doc ? cursor.Advance(doc) : cursor.Doc) == doc)
            {
                foreach (var position in cursor.Positions())
                {
                    _found.Add((position, word, weight));
                }
            }
        }

        if (_found.Count == 0 || _segment.Binary(IndexSchema.PageTable) is not { } column || !column.TryGet(doc, out var bytes))
        {
            return [];
        }

        _found.Sort((a, b) => a.Position != b.Position ? a.Position.CompareTo(b.Position) : a.Word != b.Word ? a.Word.CompareTo(b.Word) : b.Weight.CompareTo(a.Weight));
        var pages = Pages(PageTable.Decode(bytes));
        pages.Sort((a, b) => a.Phrases != b.Phrases ? b.Phrases.CompareTo(a.Phrases) : a.Choice != b.Choice ? b.Choice.CompareTo(a.Choice) : a.Number.CompareTo(b.Number));
        return pages;
    }

    private List<PageScore> Pages(PageTable table)
    {
        var stretches = new List<(int Page, int From, int To, int Length)>();
        for (var from = 0; from < _found.Count;)
        {
            var page = table.PageAt(_found[from].Position);
            var last = page + 1 >= table.Starts.Count;
            var end = last ? int.MaxValue : table.Starts[page + 1];
            var to = from;
            while (to < _found.Count && _found[to].Position < end)
            {
                to++;
            }

            to = Math.Max(to, from + 1);
            stretches.Add((page, from, to, last ? _found[to - 1].Position - table.Starts[page] : end - table.Starts[page] - IndexSchema.Gap));
            from = to;
        }

        Tell(table.Starts.Count, stretches);
        return stretches.ConvertAll(s => Page(s.Page, table, s.From, s.To, s.Length) with { Phrases = _phrases.Held(CollectionsMarshal.AsSpan(_found)[s.From..s.To]) });
    }

    /// <summary>A word weighs the less in the choice of pages, the more pages of the document have it.</summary>
    private void Tell(int pages, List<(int Page, int From, int To, int Length)> stretches)
    {
        Span<int> holding = _words.Count <= 64 ? stackalloc int[_words.Count] : new int[_words.Count];
        holding.Clear();
        Span<int> last = _words.Count <= 64 ? stackalloc int[_words.Count] : new int[_words.Count];
        last.Fill(-1);
        foreach (var (page, from, to, _) in stretches)
        {
            for (var i = from; i < to; i++)
            {
                var word = _found[i].Word % _words.Count;
                holding[word] += last[word] == page ? 0 : 1;
                last[word] = page;
            }
        }

        for (var i = 0; i < _telling.Length; i++)
        {
            _telling[i] = _idf[i] * Telling(pages, holding[i]);
        }
    }

    /// <summary>The part of its weight that a word keeps among the pages of a document, from 1 where one page has it.</summary>
    public static double Telling(int pages, int holding) => Math.Log(1 + ((double)pages / Math.Max(1, holding))) / Math.Log(1 + pages);

    private PageScore Page(int page, PageTable table, int from, int to, int length)
    {
        if (length > Weights.LongPage)
        {
            var (best, choice, together) = BestPassage(from, to);
            return new PageScore(page, table.Numbers[page], best, choice, together);
        }

        var closeness = Closeness(from, to);
        var bonus = (Weights.Lead * Lead(from, to, table.Starts[page])) + (Weights.Together * closeness);
        var words = Words(from, to, length);
        return new PageScore(page, table.Numbers[page], words.Score + (Weights.Proximity * closeness), words.Choice + (Weights.Proximity * closeness), HoldsAll(from, to), bonus);
    }

    private bool HoldsAll(int from, int to)
    {
        var held = _heldOutside;
        for (var i = from; i < to; i++)
        {
            held |= _found[i].Word < Math.Min(_words.Count, 64) ? 1UL << _found[i].Word : 0;
        }

        return _needed != 0 && (held & _needed) == _needed;
    }

    /// <summary>The best passage of a page as long as a chapter (a text without pages, a sheet), each beginning half a passage after the last.</summary>
    private (double Score, double Choice, bool HoldsAll) BestPassage(int from, int to)
    {
        double best = 0, choice = 0;
        var together = false;
        for (int low = from, high = from; high < to;)
        {
            var start = _found[low].Position;
            while (high < to && _found[high].Position < start + Weights.Passage)
            {
                high++;
            }

            var words = Words(low, high, Weights.Passage);
            var closeness = Weights.Proximity * Closeness(low, high);
            best = Math.Max(best, words.Score + closeness);
            choice = Math.Max(choice, words.Choice + closeness);
            together |= HoldsAll(low, high);
            while (low < to && _found[low].Position < start + (Weights.Passage / 2))
            {
                low++;
            }
        }

        return (best, choice, together);
    }

    /// <summary>What the words weigh that stand among the first of the page.</summary>
    private double Lead(int from, int to, int start)
    {
        var weights = new double[_words.Count];
        for (var i = from; i < to && _found[i].Position < start + Weights.LeadWords; i++)
        {
            var word = _found[i].Word;
            if (word < weights.Length)
            {
                weights[word] = Math.Max(weights[word], _idf[word] * _found[i].Weight);
            }
        }

        return weights.Sum();
    }

    private (double Score, double Choice) Words(int from, int to, int length)
    {
        Span<float> frequencies = _words.Count <= 64 ? stackalloc float[2 * _words.Count] : new float[2 * _words.Count];
        for (var i = from; i < to; i++)
        {
            var repeated = i > from && _found[i].Position == _found[i - 1].Position && _found[i].Word == _found[i - 1].Word;
            frequencies[_found[i].Word] += repeated ? 0 : _found[i].Weight;
        }

        var norm = Weights.Saturation * (1 - Weights.PageBias + (Weights.PageBias * Math.Max(length / _averagePage, ShortestPage)));
        double score = 0, choice = 0;
        for (var i = 0; i < _words.Count; i++)
        {
            var (typed, translated) = (frequencies[i], frequencies[_words.Count + i]);
            var held = (Weights.Saturation + 1) * Math.Max(typed / (typed + norm), _translated[i] * translated / (translated + norm));
            score += _idf[i] * held;
            choice += _telling[i] * held;
        }

        return (score, choice);
    }

    /// <summary>For each two words that stand within a few positions, what the lighter weighs, by their nearest distance.</summary>
    private double Closeness(int from, int to)
    {
        var nearest = new Dictionary<(int, int), int>();
        for (var i = from; i < to; i++)
        {
            for (var j = i + 1; j < to && _found[j].Position - _found[i].Position <= Near; j++)
            {
                var (a, b) = (_found[i].Word % _words.Count, _found[j].Word % _words.Count);
                var distance = _found[j].Position - _found[i].Position;
                if (a != b && distance > 0)
                {
                    var pair = a < b ? (a, b) : (b, a);
                    nearest[pair] = Math.Min(distance, nearest.GetValueOrDefault(pair, int.MaxValue));
                }
            }
        }

        return nearest.Sum(n => Math.Min(_idf[n.Key.Item1], _idf[n.Key.Item2]) / n.Value);
    }
}
