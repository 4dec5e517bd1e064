using System.Text;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Expanding;
using KnowledgeBase.Search.Matching;
using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Embedded;

/// <summary>
/// A better spelling for words that no dictionary knows and the documents the reader may see do not hold, or hardly, in the
/// language of the query: of the archive's own words one slip away, the one that is likeliest by how often it is written in that
/// language and by how easily the slip is made (a noisy channel). What is proposed is always found.
/// </summary>
internal sealed class Spelling
{
    private const int ShortestWord = 4;
    private const int ShortestSeen = 5;
    private const int ShortWord = 5;
    private const int LongWord = 8;
    private const int LongestWord = 40;
    private const int MostWeighed = 12;

    /// <summary>A word that is written so often in the language of the query is none to doubt.</summary>
    private const double Established = 5;

    /// <summary>How many times as often the likeliest slip's word must be written as one that may be right.</summary>
    private const double OftenBeside = 6;

    /// <summary>How many times more that is for a short word, which has many neighbours.</summary>
    private const double ShortOftener = 2;

    /// <summary>What a word counts as written that is an inflection of one that is known, by its stem: many slips look so.</summary>
    private const double Inflected = 0.3;

    /// <summary>The same where the stem is little of the word: what it lost may as well be letters of another word that was meant.</summary>
    private const double HardlyInflected = 0.09;

    /// <summary>The part of a word's letters that its stem must exceed, not to be little of it.</summary>
    private const double MostOfTheWord = 0.6;

    /// <summary>The same beside another form of the same word: the documents of that one are found as it is typed.</summary>
    private const double InflectedAlike = 0.35;

    /// <summary>What an occurrence in documents of other languages counts.</summary>
    private const double Foreign = 0.1;

    /// <summary>The same where nobody said what language the query is in.</summary>
    private const double ForeignToNobody = 0.2;

    /// <summary>How much the more frequent of two words is preferred.</summary>
    private const double Preference = 0.5;

    /// <summary>Words of a query that are looked at; with more of them wrong it is no query.</summary>
    private const int MostWords = 4;

    /// <summary>Documents of a word that are looked at for their language.</summary>
    private const int MostDocuments = 3000;

    private readonly IndexView _view;
    private readonly Knowledge _knowledge;
    private readonly Reader _reader;
    private readonly string _language;
    private readonly string[] _languages;
    private readonly double _foreign;

    /// <param name="view">The index.</param>
    /// <param name="knowledge">Knows words that the archive does not hold.</param>
    /// <param name="reader">Only what this reader may see is proposed or counts.</param>
    /// <param name="asked">The language of the person who asks; "" when nobody said.</param>
    /// <param name="detected">The language that the query as a whole seems to be in.</param>
    public Spelling(IndexView view, Knowledge knowledge, Reader reader, string asked, string detected)
    {
        (_view, _knowledge, _reader) = (view, knowledge, reader);
        _language = asked.Length > 0 ? asked : detected;
        _languages = asked == detected ? [_language] : [_language, detected];
        _foreign = asked.Length > 0 ? Foreign : ForeignToNobody;
    }

    /// <param name="typed">The query.</param>
    /// <param name="doubtful">Its words that say something and are no names of a vocabulary.</param>
    public string? Better(string typed, IEnumerable<WordGroup> doubtful)
    {
        var better = typed;
        foreach (var word in doubtful.Where(w => !w.IsPattern && w.Folded.Length is >= ShortestWord and <= LongestWord && w.Folded.All(char.IsLetter)).Take(MostWords))
        {
            var found = Better(word);
            better = found is null ? better : better.Replace(word.Typed, found, StringComparison.Ordinal);
        }

        return better == typed ? null : better;
    }

    private string? Better(WordGroup word)
    {
        var written = word.Seen ? Written(IndexSchema.Searched.Select(f => f.Field), word.Folded, Established) : 0;
        if (written >= Established || (written > 0 && word.Folded.Length < ShortestSeen) || _languages.Any(l => _knowledge.Dictionaries.Spells(word.Typed, l)))
        {
            return null;
        }

        var vouched = written > 0 || _languages.Any(l => _knowledge.Dictionaries.Knows(word.Typed, l)) ? Inflected : Vouched(word);
        var stems = WordForms.Stems(word.Folded, _language);
        double Against(string meant) => (word.Folded.Length <= ShortWord ? ShortOftener : 1)
            * Math.Max(written, vouched > 0 && stems.SequenceEqual(WordForms.Stems(meant, _language)) ? InflectedAlike : vouched);

        foreach (var (field, _) in IndexSchema.Searched)
        {
            var found = Best(field, Slips.Of(_view.Snapshot, field, word.Folded).Select(s => (s, Slips.Likelihood(word.Folded, s))), Against);
            if (found is not null)
            {
                return found;
            }
        }

        return vouched > 0 || word.Folded.Length < LongWord ? null
            : Best(IndexSchema.Body, _view.Expand(word.Folded[..1], w => w.Length >= ShortestWord && EditDistance.IsWithin(w, word.Folded, 2)).Words.Select(w => (w, 1.0)), _ => 0);
    }

    /// <summary>What it counts that the archive holds another form of the word in the language of the query; 0 where it holds none.</summary>
    private double Vouched(WordGroup word)
    {
        var tokens = new List<QueryToken>();
        TextAnalyzer.AnalyzeQuery(word.Typed, [_language], QueryUse.Words, tokens);
        var stem = tokens.SelectMany(t => WordGroup.Of(word.Typed, t, [_language]).Terms)
            .Where(form => form.Role is TermRole.Shared or TermRole.Other && _view.DocFreq(IndexSchema.Body, form.Term) > 0)
            .Select(form => form.Term.Length - form.Term.IndexOf(IndexTerm.StemMark, StringComparison.Ordinal) - 1).DefaultIfEmpty().Max();
        return stem == 0 ? 0 : stem > MostOfTheWord * word.Folded.Length ? Inflected : HardlyInflected;
    }

    private string? Best(string field, IEnumerable<(string Word, double Likelihood)> meant, Func<string, double> against) =>
        meant.Select(m => (m.Word, m.Likelihood, Documents: _view.DocFreq(field, m.Word))).Where(m => m.Documents > 0)
            .OrderByDescending(m => m.Likelihood * Math.Pow(m.Documents, Preference)).ThenBy(m => m.Word, StringComparer.Ordinal).Take(MostWeighed)
            .Select(m => (m.Word, m.Likelihood, Written: Written([field], m.Word, double.MaxValue)))
            .Where(m => m.Written > 0 && m.Written * m.Likelihood >= OftenBeside * against(m.Word))
            .OrderByDescending(m => m.Likelihood * Math.Pow(m.Written, Preference)).ThenBy(m => m.Word, StringComparer.Ordinal)
            .Select(m => m.Word).FirstOrDefault();

    /// <summary>How often the word is written in documents that the reader may see, those of other languages counting less; once it is often enough nobody counts on.</summary>
    private double Written(IEnumerable<string> fields, string word, double enough)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        double written = 0;
        foreach (var segment in _view.Snapshot.Segments)
        {
            foreach (var field in fields)
            {
                if (written < enough && segment.Reader.Terms(field) is { } terms && terms.TryFind(bytes, out var state))
                {
                    written += Written(segment.Reader, segment.Reader.Postings(terms.Field).Reset(state), enough) * Math.Max(1, state.DocFreq / (double)MostDocuments);
                }
            }
        }

        return written;
    }

    private double Written(SegmentReader segment, PostingsCursor word, double enough)
    {
        var pages = SegmentTerms.TryFind(segment, IndexSchema.PageLanguage, _language, out var state) ? segment.Postings(segment.Field(IndexSchema.PageLanguage)!).Reset(state) : null;
        var (page, read) = (pages?.Next() ?? PostingsCursor.End, 0);
        double written = 0;
        for (var doc = word.Next(); doc != PostingsCursor.End && written < enough && read++ < MostDocuments; doc = word.Next())
        {
            page = page < doc ? pages!.Advance(doc) : page;
            written += _view.IsVisible(segment, doc, _reader) ? word.Freq * (page == doc ? 1 : _foreign) : 0;
        }

        return written;
    }
}
