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

    /// <summary>Terms of a long document that the index is given at a time.</summary>
    private const int MostTerms = 50_000;

    private const int MostOfOneGram = 100;

    private static readonly TextOptions Positions = new(Engine.Format.IndexOptions.DocsAndFreqsAndPositions, Norms: false);

    private static readonly TextOptions Frequencies = new(Engine.Format.IndexOptions.DocsAndFreqs, Norms: false);

    private readonly IndexDocument _to = new();
    private readonly Dictionary<string, int> _spelled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _grams = new(StringComparer.Ordinal);
    private readonly List<string> _cut = [];
    private readonly List<Token> _tokens = [];
    private readonly HeadingTerms _headings = new();
    private readonly byte[] _term = new byte[1024];
    private int _position;
    private int _words;
    private int _terms;

    // Of the field at hand: whether it has a token yet, and whether a text of it is open in the document.
    private bool _begun;
    private bool _open;
    private int _pending;

    /// <summary>Bytes of memory kept for the next document.</summary>
    public long BytesHeld => _to.BytesHeld + (64L * (_spelled.Capacity + _grams.Capacity + _tokens.Capacity));

    /// <summary>
    /// The document for the index. Its text follows in stretches while the index takes it (<see cref="IndexDocument.Continue"/>), so that
    /// pages are read as they are needed and a book of any length takes no more memory than a leaflet here.
    /// </summary>
    public IndexDocument Map(IndexedDocument d)
    {
        _to.Clear();
        _spelled.Clear();
        _headings.Clear();
        _to.AddKeyword(IndexSchema.Id, d.Id);
        _to.AddKeyword(IndexSchema.Visibility, ((int)d.Visibility).ToString(CultureInfo.InvariantCulture));
        Text(IndexSchema.Title, [d.Title], d.Language);
        Text(IndexSchema.Author, d.Authors, d.Language);
        Text(IndexSchema.Record, [.. d.Authors, .. d.Places.Select(p => p.Text), .. d.Themes.Select(t => t.Text), d.Summary, d.Collection], d.Language);
        Values(Facets.Place, d.Places);
        Values(Facets.Theme, d.Themes);
        Values(Facets.Concept, d.Concepts);
        Values(Facets.Language, Named(d.Language));
        Values(Facets.Format, Named(d.Format));
        Values(Facets.Collection, Named(d.Collection));
        Values(Facets.Year, d.Year is { } year ? Named(year.ToString(CultureInfo.InvariantCulture)) : []);
        Values(Facets.Account, [.. d.UnreadPages > 0 ? Named("unread") : [], .. d.OcrPages > 0 ? Named("ocr") : []]);
        Columns(d);
        SuggestionTerms.Add(_to, d);
        var stretches = Stretches(d).GetEnumerator();
        _to.Continue = stretches.MoveNext;
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
        BeginField();
        foreach (var value in values)
        {
            BeginValue();
            for (var at = 0; at < value.Length;)
            {
                at += Tokens(field, value.AsSpan(at), language);
            }
        }
    }

    /// <summary>The body, the pieces of its words, and what is known once it has been read; each step is what the index takes at a time.</summary>
    private IEnumerable<bool> Stretches(IndexedDocument d)
    {
        BeginField();
        (_words, _terms) = (0, 0);
        var (numbers, starts) = (new List<int>(), new List<int>());
        var languages = new HashSet<string>(StringComparer.Ordinal) { d.Language };
        using var texts = new PageTextsWriter(d.Pages.Count);

        // Pages may come from the disk one by one: each is asked for once.
        foreach (var page in d.Pages)
        {
            numbers.Add(page.Number);
            starts.Add(_position + 1 + (_begun ? IndexSchema.Gap : 0));
            languages.Add(page.Language);
            var passages = PagePassage.Of(page);
            texts.Add(page, passages);
            BeginValue();
            _headings.Begin(page);
            foreach (var (start, length, language) in passages)
            {
                languages.Add(language);
                for (var at = start; at < start + length;)
                {
                    _headings.At = at;
                    at += Tokens(IndexSchema.Body, page.Text.AsSpan(at, start + length - at), language);
                    if (_terms > MostTerms)
                    {
                        yield return Taken();
                    }
                }
            }
        }

        _to.AddBinaryDocValue(IndexSchema.PageTable, new PageTable([.. numbers], [.. starts]).Encode());
        _to.AddNumericDocValue(IndexSchema.Length, _words);
        foreach (var language in languages)
        {
            _to.AddKeyword(IndexSchema.PageLanguage, language);
        }

        _to.AddStored(IndexSchema.Texts, texts.Finish());
        yield return Taken();
        if (_headings.Terms.Count > 0)
        {
            _to.BeginText(IndexSchema.Headings, Positions);
            _position = -1;
            foreach (var (term, position) in _headings.Terms)
            {
                Term(term, position - _position);
                _position = position;
            }

            yield return Taken();
        }

        CountGrams();
        foreach (var (gram, count) in _grams)
        {
            if (!_open)
            {
                _to.BeginText(IndexSchema.Grams, Frequencies);
                _open = true;
            }

            for (var i = 0; i < count; i++)
            {
                Term(gram, 1);
            }

            if (_terms > MostTerms)
            {
                yield return Taken();
            }
        }

        if (_open)
        {
            yield return Taken();
        }
    }

    private bool Taken()
    {
        _open = false;
        _terms = 0;
        return true;
    }

    private void BeginField()
    {
        _position = -1;
        (_begun, _open, _pending) = (false, false, 0);
    }

    /// <summary>Another value of the field, or another page.</summary>
    private void BeginValue() => _pending = _begun ? IndexSchema.Gap : 0;

    /// <summary>Adds the tokens of the first part of a text, and says how long that part is.</summary>
    private int Tokens(string field, ReadOnlySpan<char> text, string language)
    {
        var end = TextStretches.First(text);
        _tokens.Clear();
        TextAnalyzer.Analyze(text[..end], language, _tokens);
        AddTokens(field);
        return end;
    }

    private void AddTokens(string field)
    {
        foreach (var token in _tokens)
        {
            _pending += token.PositionIncrement;
            if (token.Folded.Length > MaxWord || token.Exact.Length > MaxWord)
            {
                continue;
            }

            if (!_open)
            {
                _to.BeginText(field, Positions);
                (_open, _begun) = (true, true);
                _pending = Math.Max(1, _pending);
            }

            _words += _pending > 0 ? 1 : 0;
            if (token.Kind == TokenKind.Word && field != IndexSchema.Author)
            {
                _spelled[token.Folded] = _spelled.GetValueOrDefault(token.Folded) + 1;
            }

            Term(token.Folded, _pending);
            _position += _pending;
            _pending = 0;
            var (stem, exact) = (token.Stem is { Length: <= MaxWord } s ? s : null, IndexTerm.Exact(token));
            if (stem is not null)
            {
                Term(stem, 0);
            }

            if (exact is not null)
            {
                Term(exact, 0);
            }

            if (field == IndexSchema.Body && _headings.Holds(token))
            {
                _headings.Add(_position, token.Folded, stem, exact);
            }
        }
    }

    /// <summary>How often each piece of a word occurs. Beyond a hundred times one more says nothing to the ranking, and costs as much as the first.</summary>
    private void CountGrams()
    {
        _grams.Clear();
        foreach (var (word, count) in _spelled)
        {
            if (CharacterNGrams.LengthOf(word) is not (> 0 and var length))
            {
                continue;
            }

            _cut.Clear();
            CharacterNGrams.Add(word, length, _cut);
            foreach (var gram in _cut)
            {
                _grams[gram] = Math.Min(MostOfOneGram, _grams.GetValueOrDefault(gram) + count);
            }
        }
    }

    private void Term(string term, int increment)
    {
        _terms++;
        _to.AddToken(_term.AsSpan(0, Encoding.UTF8.GetBytes(term, _term)), increment);
    }
}
