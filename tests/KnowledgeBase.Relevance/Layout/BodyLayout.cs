using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Text;

namespace KnowledgeBase.Relevance.Layout;

/// <summary>
/// A way to lay several languages out in fields. Terms and queries come from the product's analysis; only where they stand
/// differs, so that the first two layouts have to find the same documents for the same words.
/// </summary>
internal abstract class BodyLayout
{
    /// <summary>What an inflected occurrence counts beside one as typed, as in the product.</summary>
    private const float Inflected = 0.8f;

    public abstract string Name { get; }

    public abstract string Field(string language);

    /// <summary>The terms of one token, the first at the token's own position, the others beside it.</summary>
    public abstract IEnumerable<string> Terms(Token token, string language);

    /// <summary>All words, each in whatever language.</summary>
    public abstract Query And(string text, IReadOnlyList<string> languages);

    /// <summary>The words one after the other.</summary>
    public abstract Query Phrase(string text, IReadOnlyList<string> languages);

    public static List<QueryToken> Words(string text, IReadOnlyList<string> languages, QueryUse use = QueryUse.Words)
    {
        var tokens = new List<QueryToken>();
        TextAnalyzer.AnalyzeQuery(text, languages, use, tokens);
        return tokens;
    }

    /// <summary>The group of a word: itself, its inflections, and the stems that it may itself be, as the product asks.</summary>
    public static TermGroupQuery Group(string field, QueryToken token, IReadOnlyList<string> languages, Func<string, string> named)
    {
        var inflected = token.Inflected.Concat(languages.Select(l => IndexTerm.Stem(l, token.Folded))).Distinct();
        return new TermGroupQuery(field, [new WeightedTerm(token.Folded), .. inflected.Select(t => new WeightedTerm(named(t), Inflected))]);
    }

    protected static Query Phrase(string field, IReadOnlyList<QueryToken> tokens, Func<QueryToken, string> term)
    {
        var at = 0;
        return new PhraseQuery(field, tokens.Select((t, i) => new PhrasePart(term(t), at += i > 0 ? t.PositionIncrement : 0)).ToList());
    }

    protected static Query Any(IEnumerable<Query> queries) => new DisjunctionMaxQuery(queries);
}

/// <summary>The product's: one field; at each position the folded word, its tagged stem and its accented form.</summary>
internal sealed class OneBody : BodyLayout
{
    public override string Name => "one body";

    public override string Field(string language) => "body";

    public override IEnumerable<string> Terms(Token token, string language)
    {
        yield return token.Folded;
        if (token.Stem is { } stem)
        {
            yield return stem;
        }

        if (IndexTerm.Exact(token) is { } exact)
        {
            yield return exact;
        }
    }

    public override Query And(string text, IReadOnlyList<string> languages) =>
        BooleanQuery.And([.. Words(text, languages).Select(t => (Query)Group("body", t, languages, term => term))]);

    public override Query Phrase(string text, IReadOnlyList<string> languages) => Phrase("body", Words(text, [], QueryUse.Phrase), t => t.Folded);
}

/// <summary>The same terms in a field for each language, the stems without their language's name.</summary>
internal sealed class FieldPerLanguage : BodyLayout
{
    private readonly OneBody _terms = new();

    public override string Name => "field per language, same terms";

    public override string Field(string language) => "body." + language;

    public override IEnumerable<string> Terms(Token token, string language) => _terms.Terms(token, language).Select(Bare);

    public override Query And(string text, IReadOnlyList<string> languages)
    {
        var own = languages.Select(l => Words(text, [l])).ToList();
        return BooleanQuery.And([.. own[0].Select((_, i) => Any(languages.Select((l, n) => Group(Field(l), own[n][i], [l], Bare))))]);
    }

    public override Query Phrase(string text, IReadOnlyList<string> languages)
    {
        var tokens = Words(text, [], QueryUse.Phrase);
        return Any(languages.Select(l => Phrase(Field(l), tokens, t => t.Folded)));
    }

    private static string Bare(string term)
    {
        var mark = term.IndexOf(IndexTerm.StemMark, StringComparison.Ordinal);
        return mark > 0 ? term[mark..] : term;
    }
}

/// <summary>The usual way: a field for each language that holds one term for a word, its stem; a search is one in each field.</summary>
internal sealed class StemsPerLanguage : BodyLayout
{
    public override string Name => "field per language, stems only";

    public override string Field(string language) => "body." + language;

    public override IEnumerable<string> Terms(Token token, string language) => [Bare(token.Stem ?? token.Folded)];

    public override Query And(string text, IReadOnlyList<string> languages)
    {
        var own = languages.Select(l => Words(text, [l])).ToList();
        return BooleanQuery.And([.. own[0].Select((_, i) => Any(languages.Select((l, n) => new TermQuery(Field(l), Stem(own[n][i], l)))))]);
    }

    public override Query Phrase(string text, IReadOnlyList<string> languages) =>
        Any(languages.Select(l => Phrase(Field(l), Words(text, [l], QueryUse.Phrase), t => Stem(t, l))));

    private static string Stem(QueryToken token, string language) =>
        Bare(token.Inflected.FirstOrDefault(t => t.StartsWith(language + IndexTerm.StemMark, StringComparison.Ordinal)) ?? token.Folded);

    private static string Bare(string term) => term[(term.IndexOf(IndexTerm.StemMark, StringComparison.Ordinal) + 1)..];
}
