using KnowledgeBase.Text;
using KnowledgeBase.Text.Folding;

namespace KnowledgeBase.Search.Embedded;

/// <summary>The fields of the index, and what must be the same for an index to be used.</summary>
internal static class IndexSchema
{
    /// <summary>Raised whenever what <see cref="DocumentMapper"/> writes changes.</summary>
    public const int Version = 4;

    public const string Id = "id";
    public const string Body = "body";
    public const string Title = "title";
    /// <summary>The words of headings, once more, at the positions that they have in the body.</summary>
    public const string Headings = "headings";

    public const string Author = "author";
    public const string Record = "record";
    /// <summary>The pieces of the words of body, title and record, without positions.</summary>
    public const string Grams = "grams";

    public const string PageLanguage = "pagelanguage";
    public const string Visibility = "visibility";
    /// <summary>Column: the visibility as a number.</summary>
    public const string Guard = "guard";

    public const string Suggest = "suggest";

    /// <summary>Column: what a hit shows, as JSON.</summary>
    public const string Hit = "hit";

    /// <summary>Column: where the pages begin among the positions of the body.</summary>
    public const string PageTable = "pagetable";

    /// <summary>Column: positions of the body that hold a word.</summary>
    public const string Length = "length";

    public const string Revision = "revision";
    public const string Year = "year";
    public const string Added = "added";
    public const string PageCount = "pages";

    /// <summary>Stored: the text of the pages, for snippets.</summary>
    public const string Texts = "texts";

    /// <summary>Positions left free between pages and between values: wider than any slop.</summary>
    public const int Gap = 128;

    public const char LabelSeparator = '\u001f';

    /// <summary>The fields that plain words are looked for in, with the weight of an occurrence there.</summary>
    public static readonly IReadOnlyList<(string Field, float Boost)> Searched = [(Body, 1f), (Title, 3f), (Record, 1.5f)];

    /// <summary>The same and the headings, whose words the body has as well: they add weight, and nothing is found by them.</summary>
    public static readonly IReadOnlyList<(string Field, float Boost)> Scored = [.. Searched, (Headings, 1f)];

    /// <summary>Schema version and analysis in one string: what stands beside the commit and must equal this.</summary>
    public static string Fingerprint { get; } = $"{Version}-{AnalysisFingerprint.Current}";

    public static string Keyword(string facet) => "k." + facet;

    public static string Counted(string facet) => "f." + facet;

    /// <summary>A value as it is compared: without case and accents.</summary>
    public static string Fold(string value) => WordFolding.Fold(WordFolding.Exact(value.Trim()));
}
