using System.Globalization;
using System.Text;
using KnowledgeBase.Engine.Writing;
using KnowledgeBase.Search.Passages;
using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Embedded;

/// <summary>Turns a document of the archive into one of the index. Not safe for several threads.</summary>
internal sealed class DocumentMapper
{
    /// <summary>Longest word that is indexed, in UTF-16 units; what is longer is no word.</summary>
    private const int MaxWord = 200;

    /// <summary>Characters analysed at a time, so that the tokens of a page without end are never all in memory.</summary>
    private const int Stretch = 50_000;

    private static readonly TextOptions Positions = new(Engine.Format.IndexOptions.DocsAndFreqsAndPositions, Norms: false);

    private static readonly TextOptions Frequencies = new(Engine.Format.IndexOptions.DocsAndFreqs, Norms: false);

    private readonly IndexDocument _to = new();
    private readonly Dictionary<string, int> _spelled = new(StringComparer.Ordinal);
    private readonly List<string> _grams = [];
    private readonly List<Token> _tokens = [];
    private readonly byte[] _term = new byte[1024];
    private int _position;
    private int _words;

    /// <summary>Bytes of memory kept for the next document.</summary>
    public long BytesHeld => _to.BytesHeld + (64L * _spelled.Capacity) + (64L * _tokens.Capacity);

    public IndexDocument Map(IndexedDocument d)
    {
        _to.Clear();
        _spelled.Clear();
        _to.AddKeyword(IndexSchema.Id, d.Id);
        _to.AddKeyword(IndexSchema.Visibility, ((int)d.Visibility).ToString(CultureInfo.InvariantCulture));
        Text(IndexSchema.Title, [d.Title], d.Language);
        Text(IndexSchema.Author, d.Authors, d.Language);
        Text(IndexSchema.Record, [.. d.Authors, .. d.Places.Select(p => p.Text), .. d.Themes.Select(t => t.Text), d.Summary, d.Collection], d.Language);
        Body(d);
        Grams();
        Values(Facets.Place, d.Places);
        Values(Facets.Theme, d.Themes);
        Values(Facets.Language, Named(d.Language));
        Values(Facets.Format, Named(d.Format));
        Values(Facets.Collection, Named(d.Collection));
        Values(Facets.Year, d.Year is { } year ? Named(year.ToString(CultureInfo.InvariantCulture)) : []);
        Values(Facets.Account, [.. d.UnreadPages > 0 ? Named("unread") : [], .. d.OcrPages > 0 ? Named("ocr") : []]);
        Columns(d);
        SuggestionTerms.Add(_to, d);
        return _to;
    }

    private static Label[] Named(string value) => value.Length > 0 ? [new Label(value, value)] : [];

    private void Columns(IndexedDocument d)
    {
        if (d.Year is { } year)
        {
            _to.AddNumericDocValue(IndexSchema.Year, year);
        }

        _to.AddNumericDocValue(IndexSchema.Guard, (int)d.Visibility);
        _to.AddNumericDocValue(IndexSchema.Added, d.Added.UtcTicks);
        _to.AddNumericDocValue(IndexSchema.Revision, d.Revision);
        _to.AddNumericDocValue(IndexSchema.PageCount, d.PageCount);
        _to.AddBinaryDocValue(IndexSchema.Hit, HitRecord.Of(d).Encode());
    }

    private void Values(string facet, IReadOnlyList<Label> labels)
    {
        foreach (var label in labels.DistinctBy(l => l.Value))
        {
            _to.AddSortedSet(IndexSchema.Counted(facet), label.Value + IndexSchema.LabelSeparator + label.Text);
        }

        foreach (var name in labels.SelectMany(l => (string[])[l.Value, l.Text]).Select(IndexSchema.Fold).Where(n => n.Length > 0).Distinct())
        {
            _to.AddKeyword(IndexSchema.Keyword(facet), name);
        }
    }

    private void Text(string field, IReadOnlyList<string> values, string language)
    {
        _position = -1;
        var begun = false;
        foreach (var value in values)
        {
            Tokens(field, value, language, ref begun);
        }
    }

    private void Body(IndexedDocument d)
    {
        _position = -1;
        _words = 0;
        var begun = false;
        var (numbers, starts) = (new List<int>(), new List<int>());
        var languages = new HashSet<string>(StringComparer.Ordinal) { d.Language };
        using var texts = new PageTextsWriter(d.Pages.Count);

        // Pages may come from the disk one by one: each is asked for once.
        foreach (var page in d.Pages)
        {
            numbers.Add(page.Number);
            starts.Add(_position + 1 + (begun ? IndexSchema.Gap : 0));
            Tokens(IndexSchema.Body, page.Text, page.Language, ref begun);
            languages.Add(page.Language);
            texts.Add(page);
        }

        _to.AddBinaryDocValue(IndexSchema.PageTable, new PageTable([.. numbers], [.. starts]).Encode());
        _to.AddNumericDocValue(IndexSchema.Length, _words);
        foreach (var language in languages)
        {
            _to.AddKeyword(IndexSchema.PageLanguage, language);
        }

        _to.AddStored(IndexSchema.Texts, texts.Finish());
    }

    private void Tokens(string field, ReadOnlySpan<char> text, string language, ref bool begun)
    {
        var pending = begun ? IndexSchema.Gap : 0;
        while (text.Length > 0)
        {
            var end = text.Length <= Stretch ? text.Length : EndOfLine(text[..Stretch]);
            _tokens.Clear();
            TextAnalyzer.Analyze(text[..end], language, _tokens);
            AddTokens(field, ref begun, ref pending);
            text = text[end..];
        }
    }

    /// <summary>Where a stretch of a long text can end: behind its last line, else behind its last word, and never within a character.</summary>
    private static int EndOfLine(ReadOnlySpan<char> stretch)
    {
        var end = stretch.LastIndexOf('\n') is var line and > 0 ? line : stretch.LastIndexOf(' ');
        return end > 0 ? end + 1 : stretch.Length - (char.IsHighSurrogate(stretch[^1]) ? 1 : 0);
    }

    private void AddTokens(string field, ref bool begun, ref int pending)
    {
        foreach (var token in _tokens)
        {
            pending += token.PositionIncrement;
            if (token.Folded.Length > MaxWord || token.Exact.Length > MaxWord)
            {
                continue;
            }

            if (!begun)
            {
                _to.BeginText(field, Positions);
                begun = true;
                pending = Math.Max(1, pending);
            }

            _words += pending > 0 ? 1 : 0;
            if (token.Kind == TokenKind.Word && field != IndexSchema.Author)
            {
                _spelled[token.Folded] = _spelled.GetValueOrDefault(token.Folded) + 1;
            }

            Term(token.Folded, pending);
            _position += pending;
            pending = 0;
            if (token.Stem is { Length: <= MaxWord } stem)
            {
                Term(stem, 0);
            }

            if (IndexTerm.Exact(token) is { } exact)
            {
                Term(exact, 0);
            }
        }
    }

    private void Grams()
    {
        var begun = false;
        foreach (var (word, count) in _spelled)
        {
            if (CharacterNGrams.LengthOf(word) is not (> 0 and var length))
            {
                continue;
            }

            if (!begun)
            {
                _to.BeginText(IndexSchema.Grams, Frequencies);
                begun = true;
            }

            _grams.Clear();
            CharacterNGrams.Add(word, length, _grams);
            foreach (var gram in _grams)
            {
                for (var i = 0; i < count; i++)
                {
                    Term(gram, 1);
                }
            }
        }
    }

    private void Term(string term, int increment) =>
        _to.AddToken(_term.AsSpan(0, Encoding.UTF8.GetBytes(term, _term)), increment);
}
