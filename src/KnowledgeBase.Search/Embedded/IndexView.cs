using System.Runtime.CompilerServices;
using System.Text;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Matching;
using KnowledgeBase.Search.Passages;
using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Embedded;

/// <summary>A snapshot with what searches need to know of it as a whole.</summary>
internal sealed class IndexView
{
    /// <summary>Words a pattern may stand for, and terms looked at to find them.</summary>
    private const int MaxExpansions = 512;
    private const int MaxTermsRead = 200_000;

    private const int MostMainLanguages = 12;

    private static readonly ConditionalWeakTable<SegmentReader, StrongBox<long>> Lengths = [];
    private static readonly ConditionalWeakTable<SegmentReader, StrongBox<long>> PageCounts = [];

    public IndexView(IndexSnapshot snapshot)
    {
        Snapshot = snapshot;
        var languages = Terms(IndexSchema.PageLanguage, "").GroupBy(t => t.Term, StringComparer.Ordinal)
            .Select(g => (Language: g.Key, Documents: g.Sum(t => (long)t.DocFreq))).OrderBy(l => l.Language, StringComparer.Ordinal).ToList();
        Languages = [.. languages.Select(l => l.Language)];
        MainLanguages = [.. languages.OrderByDescending(l => l.Documents).Take(MostMainLanguages).Select(l => l.Language)];
        long length = 0;
        foreach (var segment in snapshot.Segments)
        {
            length += Lengths.GetValue(segment.Reader, r => new StrongBox<long>(Sum(r, IndexSchema.Length))).Value;
        }

        long pages = 0;
        foreach (var segment in snapshot.Segments)
        {
            pages += PageCounts.GetValue(segment.Reader, r => new StrongBox<long>(Sum(r, IndexSchema.PageCount))).Value;
        }

        Pages = Math.Max(1, pages);
        AverageLength = Math.Max(1, (double)length / Math.Max(1, snapshot.MaxDoc));
        AveragePage = Math.Max(1, (double)length / Math.Max(1, pages));
    }

    public IndexSnapshot Snapshot { get; }

    /// <summary>Languages of the pages in the index.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>The languages that most documents have pages in: those that queries are translated into.</summary>
    public IReadOnlyList<string> MainLanguages { get; }

    /// <summary>Words of a document's body, on average.</summary>
    public double AverageLength { get; }

    /// <summary>Pages of all documents.</summary>
    public long Pages { get; }

    /// <summary>Words of a page, on average.</summary>
    public double AveragePage { get; }

    /// <summary>
    /// Sets the weight of a word from the documents that hold it in any form, in the field where it is most frequent, and its
    /// weight among pages from its occurrences in bodies, which are about as many as the pages that hold it.
    /// </summary>
    public void Weigh(WordGroup word)
    {
        double frequency = 0, occurrences = 0, accented = 0;
        var counts = new (long Documents, long Times)[word.Terms.Count];
        foreach (var (field, _) in IndexSchema.Searched)
        {
            Array.Clear(counts);
            foreach (var segment in Snapshot.Segments)
            {
                foreach (var found in word.In(segment.Reader, field))
                {
                    counts[found.Place].Documents += found.State.DocFreq;
                    counts[found.Place].Times += found.State.TotalTermFreq;
                }
            }

            RoleCounts documents = new(word.IsPattern), places = new(word.IsPattern);
            for (var i = 0; i < counts.Length; i++)
            {
                documents.Add(word.Terms[i].Role, counts[i].Documents);
                places.Add(word.Terms[i].Role, counts[i].Times);
            }

            frequency = Math.Max(frequency, documents.All);
            occurrences = field == IndexSchema.Body ? places.All : occurrences;
            accented = Math.Max(accented, documents.Accented);
        }

        word.Documents = frequency;
        word.IsAccented &= accented > 0;
        word.Idf = Rarity(word.IsAccented ? Math.Min(accented, frequency) : frequency);
        word.PageIdf = Rarity(occurrences, Pages);
    }

    /// <summary>ln(1 + (N - n + 0.5) / (n + 0.5)), Robertson and Spärck Jones, for a term that n documents of N hold.</summary>
    public double Rarity(double documents) => Rarity(documents, Math.Max(1, Snapshot.MaxDoc));

    public long DocFreq(string field, string term) => Frequency(field, term).Documents;

    /// <summary>How many documents hold a term in a field, and how often all of them together.</summary>
    private (long Documents, long Times) Frequency(string field, string term)
    {
        long documents = 0, times = 0;
        foreach (var segment in Snapshot.Segments)
        {
            if (SegmentTerms.TryFind(segment.Reader, field, term, out var state))
            {
                documents += state.DocFreq;
                times += state.TotalTermFreq;
            }
        }

        return (documents, times);
    }

    private static double Rarity(double holding, double all)
    {
        holding = Math.Min(holding, all);
        return Math.Log(1 + ((all - holding + 0.5) / (holding + 0.5)));
    }

    /// <summary>Words of the index that pass the test, and whether these are all of them.</summary>
    public (IReadOnlyList<string> Words, bool Complete) Expand(string prefix, Func<string, bool> test)
    {
        var words = new Dictionary<string, long>(StringComparer.Ordinal);
        var read = 0;
        foreach (var (field, _) in IndexSchema.Searched)
        {
            foreach (var (term, documents) in Terms(field, prefix))
            {
                if (++read > MaxTermsRead)
                {
                    return (Best(words), false);
                }

                if (IndexTerm.IsWord(term) && test(term))
                {
                    words[term] = words.GetValueOrDefault(term) + documents;
                }
            }
        }

        return (Best(words), words.Count <= MaxExpansions);
    }

    /// <summary>Terms of a field from a prefix on, segment after segment.</summary>
    public IEnumerable<(string Term, int DocFreq)> Terms(string field, string prefix)
    {
        var start = Encoding.UTF8.GetBytes(prefix);
        foreach (var segment in Snapshot.Segments)
        {
            var cursor = segment.Reader.Terms(field)?.Cursor();
            for (var more = cursor is not null && (start.Length == 0 ? cursor.Next() : cursor.SeekCeiling(start));
                more && cursor!.Term.StartsWith(start); more = cursor.Next())
            {
                yield return (Encoding.UTF8.GetString(cursor.Term), cursor.DocFreq);
            }
        }
    }

    /// <summary>True when a document that the reader may see has the term.</summary>
    public bool IsHeld(string field, string term, Reader reader)
    {
        var bytes = Encoding.UTF8.GetBytes(term);
        foreach (var segment in Snapshot.Segments)
        {
            if (segment.Reader.Terms(field) is not { } terms || !terms.TryFind(bytes, out var state))
            {
                continue;
            }

            var cursor = segment.Reader.Postings(terms.Field).Reset(state);
            while (cursor.Next() != PostingsCursor.End)
            {
                if (IsVisible(segment.Reader, cursor.Doc, reader))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public bool IsVisible(SegmentReader segment, int doc, Reader reader) =>
        segment.LiveDocs?.IsLive(doc) != false
        && segment.Numeric(IndexSchema.Guard) is { } guard && guard.TryGet(doc, out var visibility) && visibility <= (int)reader.Sees;

    /// <summary>What a hit shows of a document.</summary>
    public HitRecord Record(SegmentReader segment, int doc) =>
        segment.Binary(IndexSchema.Hit) is { } column && column.TryGet(doc, out var bytes)
            ? HitRecord.Decode(bytes)
            : throw new InvalidDataException("A document in the index has no record.");

    public PageTexts Texts(SegmentReader segment, int doc) =>
        new(segment.Stored(doc, f => f.Name == IndexSchema.Texts)[0].Bytes.ToArray());

    private static List<string> Best(Dictionary<string, long> words) =>
        [.. words.OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).Take(MaxExpansions).Select(w => w.Key)];

    private static long Sum(SegmentReader reader, string name)
    {
        long sum = 0;
        var column = reader.Numeric(name);
        for (var doc = 0; column is not null && doc < reader.MaxDoc; doc++)
        {
            sum += column.TryGet(doc, out var value) ? value : 0;
        }

        return sum;
    }
}
