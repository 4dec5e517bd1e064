using KnowledgeBase.Catalogue;
using KnowledgeBase.Search;
using KnowledgeBase.Web.Words;

namespace KnowledgeBase.Web.Searching;

/// <summary>A facet as it is shown: heading and values that are links.</summary>
public sealed record FacetView(string Name, string Heading, IReadOnlyList<FacetValueView> Values)
{
    private static readonly Dictionary<string, Phrase> Headings = new()
    {
        [Facets.Place] = Phrases.Place,
        [Facets.Theme] = Phrases.Theme,
        [Facets.Concept] = Phrases.Concept,
        [Facets.Language] = Phrases.Language,
        [Facets.Year] = Phrases.Year,
        [Facets.Format] = Phrases.Format,
        [Facets.Collection] = Phrases.Collection,
        [Facets.Account] = Phrases.Account,
    };

    public static string HeadingOf(string facet, Wording wording) =>
        Headings.TryGetValue(facet, out var phrase) ? wording[phrase] : facet;

    /// <summary>What a facet's value is called; <paramref name="label"/> is the index's own name for it.</summary>
    public static string LabelOf(string facet, string value, string label, Wording wording) => facet switch
    {
        Facets.Language => LanguageNames.Of(value, wording),
        Facets.Format => FormatNames.Of(value),
        Facets.Theme => Themes.Find(value)?.Label(wording.Language) ?? (label.Length > 0 ? label : value),
        Facets.Account => wording[value == "ocr" ? Phrases.AccountOcr : Phrases.AccountUnread],
        _ => label.Length > 0 ? label : value,
    };

    /// <summary>All facets of an answer in the order they are shown; those with nothing to choose are left out.</summary>
    public static IReadOnlyList<FacetView> Of(SearchResult result, SearchAddress address, Wording wording) =>
        [.. Facets.Shown
            .Where(name => result.Facets.TryGetValue(name, out var counts) && counts.Count > 0)
            .Select(name => new FacetView(name, HeadingOf(name, wording),
                [.. result.Facets[name].Select(c => new FacetValueView(
                    c.Value,
                    LabelOf(name, c.Value, c.Label, wording),
                    c.Count,
                    address.Has(name, c.Value),
                    address.Toggle(name, c.Value).ToString()))]))];
}

/// <summary>One value of a facet: choosing it, or giving it up, is following <paramref name="Link"/>.</summary>
public sealed record FacetValueView(string Value, string Label, long Count, bool Chosen, string Link);
