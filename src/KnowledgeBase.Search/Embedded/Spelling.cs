using System.Text;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Search.Expanding;
using KnowledgeBase.Search.Matching;

namespace KnowledgeBase.Search.Embedded;

/// <summary>
/// A better spelling for words that no dictionary knows and no document the reader may see holds, or hardly any: of the
/// archive's own words one slip away, the one that most documents in the language of the query hold. What is proposed is
/// always found.
/// </summary>
internal sealed class Spelling(IndexView view, Knowledge knowledge, Reader reader)
{
    private const int ShortestWord = 4;
    private const int ShortestSeen = 6;
    private const int LongWord = 8;
    private const int LongestWord = 40;
    private const int MostWeighed = 8;

    /// <summary>Documents that hold a word which may still be a slip; the same where none is in the query's language; and how many times as many must hold the other.</summary>
    private const int MostOfSlip = 2;
    public const int MostOfForeign = 30;
    private const int CommonBeside = 10;

    /// <summary>Words of a query that are looked at; with more of them wrong it is no query.</summary>
    private const int MostWords = 4;

    /// <summary>Documents that are looked at for their language.</summary>
    private const int MostDocuments = 10_000;

    /// <param name="typed">The query.</param>
    /// <param name="doubtful">Its words that nobody wrote, and those that are written as good as nowhere.</param>
    /// <param name="languages">The languages that it may be in, likeliest first.</param>
    public string? Better(string typed, IReadOnlyList<WordGroup> doubtful, IReadOnlyList<string> languages)
    {
        var better = typed;
        foreach (var word in doubtful.Where(w => w.Folded.Length >= (w.Seen ? ShortestSeen : ShortestWord) && w.Folded.Length <= LongestWord && !w.IsPattern && w.Folded.All(char.IsLetter)).Take(MostWords))
        {
            // A word of another language may be meant; one that this language does not have is rather a slip.
            var foreign = word.Seen && word.Documents > MostOfSlip;
            if ((foreign && InLanguage(word.Folded, languages) > 0) || languages.Any(l => knowledge.Dictionaries.Knows(word.Typed, l)))
            {
                continue;
            }

            var least = word.Seen ? CommonBeside * Math.Max(1, view.DocFreq(IndexSchema.Body, word.Folded)) : 1;
            var found = Best(OneSlip(word.Folded).Where(c => c.Documents >= least), languages)
                ?? (!word.Seen && word.Folded.Length >= LongWord ? Best(TwoSlips(word.Folded), languages) : null);
            better = found is null ? better : better.Replace(word.Typed, found, StringComparison.Ordinal);
        }

        return better == typed ? null : better;
    }

    private List<(string Word, long Documents)> OneSlip(string word)
    {
        var slips = Slips.Of(word);
        foreach (var (field, _) in IndexSchema.Searched)
        {
            var found = slips.Select(s => (s, view.DocFreq(field, s))).Where(s => s.Item2 > 0).ToList();
            if (found.Count > 0)
            {
                return found;
            }
        }

        return [];
    }

    private List<(string Word, long Documents)> TwoSlips(string word) =>
        [.. view.Expand(word[..1], w => w.Length >= ShortestWord && EditDistance.IsWithin(w, word, 2)).Words.Select(w => (w, view.DocFreq(IndexSchema.Body, w)))];

    private string? Best(IEnumerable<(string Word, long Documents)> candidates, IReadOnlyList<string> languages)
    {
        var weighed = candidates.OrderByDescending(c => c.Documents).ThenBy(c => c.Word, StringComparer.Ordinal).Take(MostWeighed).ToList();
        return weighed.OrderByDescending(c => weighed.Count < 2 ? 0 : InLanguage(c.Word, languages)).ThenByDescending(c => c.Documents)
            .Select(c => c.Word).FirstOrDefault(w => IndexSchema.Searched.Any(f => view.IsHeld(f.Field, w, reader)));
    }

    /// <summary>Documents that hold the word and have pages in the likeliest language that any has.</summary>
    private long InLanguage(string word, IReadOnlyList<string> languages)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        long count = 0;
        foreach (var segment in view.Snapshot.Segments)
        {
            if (languages.Count == 0 || segment.Reader.Terms(IndexSchema.Body) is not { } terms || !terms.TryFind(bytes, out var state)
                || segment.Reader.Terms(IndexSchema.PageLanguage) is not { } spoken || !spoken.TryFind(Encoding.UTF8.GetBytes(languages[0]), out var speaking))
            {
                continue;
            }

            var pages = segment.Reader.Postings(spoken.Field).Reset(speaking);
            var cursor = segment.Reader.Postings(terms.Field).Reset(state);
            var (doc, page, read) = (cursor.Next(), pages.Next(), 0);
            while (doc != PostingsCursor.End && page != PostingsCursor.End && read++ < MostDocuments)
            {
                count += doc == page ? 1 : 0;
                (doc, page) = doc < page ? (cursor.Next(), page) : page < doc ? (doc, pages.Next()) : (cursor.Next(), pages.Next());
            }
        }

        return count;
    }
}
