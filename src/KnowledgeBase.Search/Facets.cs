namespace KnowledgeBase.Search;

/// <summary>The names of the facets, as they stand in addresses and in answers.</summary>
public static class Facets
{
    public const string Place = "place";
    public const string Theme = "theme";
    /// <summary>Concepts of vocabularies, by their identifiers.</summary>
    public const string Concept = "concept";
    public const string Language = "language";
    public const string Year = "year";
    public const string Format = "format";
    public const string Collection = "collection";

    /// <summary>"unread" (has pages that could not be read), "ocr" (has pages read by OCR).</summary>
    public const string Account = "account";

    /// <summary>Facets counted with every answer, in the order they are shown.</summary>
    public static readonly IReadOnlyList<string> Shown = [Place, Theme, Concept, Language, Year, Format, Collection];
}
