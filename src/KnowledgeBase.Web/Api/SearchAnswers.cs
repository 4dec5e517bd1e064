using System.ComponentModel;
using System.Text.Json.Serialization;

namespace KnowledgeBase.Web.Api;

/// <summary>The answer to a search.</summary>
/// <param name="Query">What was asked.</param>
/// <param name="Total">Documents that hold all the words.</param>
/// <param name="TotalIsExact">False when counting was stopped and there are more.</param>
/// <param name="TookMs">Milliseconds the search took.</param>
/// <param name="Hits">The documents of this page, best first.</param>
/// <param name="Facets">Counts by facet: place, theme, language, year, format, collection.</param>
/// <param name="Suggestion">A better spelling, or null.</param>
/// <param name="Expansions">Words that were searched for besides the typed ones.</param>
/// <param name="UnmatchedWords">Typed words that no document holds.</param>
/// <param name="UnreadDocuments">Documents with pages whose text could not be read.</param>
/// <param name="Notices">How the query was bounded or understood differently from how it was typed.</param>
public sealed record SearchAnswer(
    string Query, long Total, bool TotalIsExact, double TookMs, IReadOnlyList<HitAnswer> Hits,
    IReadOnlyDictionary<string, IReadOnlyList<FacetAnswer>> Facets, string? Suggestion, IReadOnlyList<ExpansionAnswer> Expansions,
    IReadOnlyList<string> UnmatchedWords, long UnreadDocuments, IReadOnlyList<string> Notices);

/// <summary>
/// One document found: its permanent id, what it is, how many pages it has, its page on this site, and the best passages.
/// "partial" is true when it holds only some of the words. Languages are ISO 639-1, or "und". "explanation" is there when asked for.
/// </summary>
public sealed record HitAnswer(
    string Id, string Title, IReadOnlyList<string> Authors, string Language, string Format, string Collection, int? Year,
    IReadOnlyList<LabelAnswer> Places, IReadOnlyList<LabelAnswer> Themes, int Pages, double Score, string Url, bool Partial,
    IReadOnlyList<SnippetAnswer> Snippets, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ExplanationAnswer? Explanation);

/// <summary>Why a document was found; the parts add up to its score.</summary>
/// <param name="Words">What each word of the query adds.</param>
/// <param name="Operators">What phrases, fields and other parts with an operator add.</param>
/// <param name="Pieces">What parts of the words add: inflections, compounds, other spellings.</param>
/// <param name="Pages">What the best page adds by itself.</param>
/// <param name="BestPage">The number of that page, or null.</param>
/// <param name="Record">What the record adds where "prefer" asks for it.</param>
/// <param name="Sentences">The same for a person.</param>
public sealed record ExplanationAnswer(
    IReadOnlyList<WordReasonAnswer> Words, double Operators, double Pieces, double Pages, int? BestPage, double Record, IReadOnlyList<string> Sentences);

/// <param name="Word">As it was typed.</param>
/// <param name="Held">typed, inflected, translated or missing.</param>
/// <param name="Term">The translation that counted, as expansions name it, or null.</param>
/// <param name="Language">The language of that translation, "und" for a name; or null.</param>
/// <param name="In">Where it stands: title, record, heading, text.</param>
/// <param name="Score">What it adds to the score.</param>
public sealed record WordReasonAnswer(string Word, string Held, string? Term, string? Language, IReadOnlyList<string> In, double Score);

/// <param name="Value">Stands in addresses and filters.</param>
/// <param name="Label">Is shown to people.</param>
public sealed record LabelAnswer(string Value, string Label);

/// <param name="Page">Page number from 1.</param>
/// <param name="Html">Escaped text; matched words stand in mark elements.</param>
public sealed record SnippetAnswer(int Page, string Html);

public sealed record FacetAnswer(string Value, string Label, long Count);

/// <param name="Term">The word added.</param>
/// <param name="Language">Its language.</param>
/// <param name="Because">The typed words that it stands for.</param>
/// <param name="LeftOut">True when it was asked not to be searched for.</param>
public sealed record ExpansionAnswer(string Term, string Language, string Because, bool LeftOut);

public sealed record SuggestAnswer(IReadOnlyList<SuggestionAnswer> Suggestions);

/// <param name="Text">What to type.</param>
/// <param name="Kind">title, place, theme, author or word.</param>
public sealed record SuggestionAnswer(string Text, string Kind);

public sealed record HitsAnswer(IReadOnlyList<HitAnswer> Hits);

/// <summary>What may stand in the address of a search.</summary>
public sealed record SearchParameters
{
    [Description("Words, or the query language: \"exact phrase\", OR, NOT, -word, +word, word*, word~, field:value. Anything typed gives an answer.")]
    public string? Q { get; init; }

    [Description("Language of the person asking, ISO 639-1; breaks ties in how words are understood.")]
    public string? Lang { get; init; }

    [Description("Page of results, from 1.")]
    public int? Page { get; init; }

    [Description("Documents a page, 1 to 100; 10 unless told.")]
    public int? Size { get; init; }

    [Description("best, added, newest or oldest.")]
    public string? Order { get; init; }

    [Description("off: search for the typed words alone, none of their translations.")]
    public string? Expand { get; init; }

    [Description("Translations that are not to be searched for, as expansions name them.")]
    public string[]? Without { get; init; }

    [Description("recent: recent documents stand a little higher; complete: so do those well described and wholly read.")]
    public string[]? Prefer { get; init; }

    [Description("on: say of each hit why it was found.")]
    public string? Explain { get; init; }

    [Description("Only documents in one of these languages.")]
    public string[]? Language { get; init; }

    [Description("Only documents of one of these formats.")]
    public string[]? Format { get; init; }

    [Description("Only documents of one of these years.")]
    public string[]? Year { get; init; }

    [Description("Only documents of one of these collections.")]
    public string[]? Collection { get; init; }

    [Description("Only documents on one of these themes, by slug.")]
    public string[]? Theme { get; init; }

    [Description("Only documents about one of these concepts, by identifier.")]
    public string[]? Concept { get; init; }

    [Description("Only documents on one of these places, by slug.")]
    public string[]? Place { get; init; }

    [Description("unread: has pages that could not be read; ocr: has pages read by OCR.")]
    public string[]? Account { get; init; }
}
