using System.Collections.Frozen;
using System.Globalization;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Search.Expanding;

namespace KnowledgeBase.Ingestion.Describing;

/// <summary>What a document is about, in the catalogue's words.</summary>
internal static class Tags
{
    private static readonly FrozenDictionary<string, string> Countries = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(c => new RegionInfo(c.Name)).Where(r => r.TwoLetterISORegionName.Length == 2).DistinctBy(r => r.EnglishName)
        .ToFrozenDictionary(r => r.EnglishName, r => r.TwoLetterISORegionName, StringComparer.OrdinalIgnoreCase);

    public static Tagging Of(ConceptTagger tagger, string title, string language, IEnumerable<(string Text, string Language)> pages)
    {
        var found = tagger.Tag(title, language, pages);
        return new Tagging(
            [.. found.Concepts.Select(c => new TaggedConcept(c.Value, c.Text))],
            [.. found.Themes.Where(t => Themes.Find(t) is not null)],
            [.. found.Places.Select(p => Places.Find(p.Name, Countries.GetValueOrDefault(p.Country, ""))).OfType<Place>().DistinctBy(p => p.Slug)]);
    }
}
