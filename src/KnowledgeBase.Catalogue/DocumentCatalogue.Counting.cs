using KnowledgeBase.Catalogue.Storage;

namespace KnowledgeBase.Catalogue;

/// <summary>A value and how many documents have it.</summary>
/// <param name="Value">Slug or code.</param>
/// <param name="Label">What is shown; for themes and languages the reader's language decides, so it is the value.</param>
/// <param name="Count">Documents this reader may see.</param>
public sealed record ValueCount(string Value, string Label, long Count);

/// <summary>A line of a list of documents.</summary>
public sealed record DocumentLine(string Id, string Title, int? Year, string Language, string Format, DateTimeOffset Added);

/// <summary>Numbers of the archive.</summary>
/// <param name="Documents">Searchable documents.</param>
/// <param name="Pages">Their pages.</param>
/// <param name="OcrPages">Pages read by OCR.</param>
/// <param name="UnreadPages">Pages without text or that failed.</param>
/// <param name="NotFullySearchable">Documents with pages that no search reaches.</param>
/// <param name="Bytes">Size of the originals.</param>
public sealed record ArchiveNumbers(long Documents, long Pages, long OcrPages, long UnreadPages, long NotFullySearchable, long Bytes);

/// <summary>Counts for the home page and the lists; only what is searchable and the reader may see is counted.</summary>
public sealed partial class DocumentCatalogue
{
    public IReadOnlyList<DocumentLine> Newest(DocumentVisibility sees, int count) => Read(c => Shown(c, sees)
        .OrderByDescending(d => d.Added).ThenBy(d => d.Id).Take(count)
        .Select(d => new DocumentLine(d.Id, d.Title, d.Year, d.Language, d.Format, d.Added)).ToList());

    /// <summary>Places with documents, the fullest first.</summary>
    public IReadOnlyList<ValueCount> CountByPlace(DocumentVisibility sees, int most = int.MaxValue) => Read(c => (
        from d in Shown(c, sees)
        join dp in c.DocumentPlaces on d.Id equals dp.DocumentId
        join p in c.Places on dp.Place equals p.Slug
        group d by new { p.Slug, p.Label } into g
        orderby g.Count() descending, g.Key.Slug
        select new ValueCount(g.Key.Slug, g.Key.Label, g.Count())).Take(most).ToList());

    /// <summary>Themes with documents, the fullest first.</summary>
    public IReadOnlyList<ValueCount> CountByTheme(DocumentVisibility sees) => Read(c => (
        from d in Shown(c, sees)
        join t in c.DocumentThemes on d.Id equals t.DocumentId
        group d by t.Theme into g
        orderby g.Count() descending, g.Key
        select new ValueCount(g.Key, g.Key, g.Count())).ToList());

    /// <summary>Main languages, the commonest first.</summary>
    public IReadOnlyList<ValueCount> CountByLanguage(DocumentVisibility sees) => Read(c => (
        from d in Shown(c, sees)
        group d by d.Language into g
        orderby g.Count() descending, g.Key
        select new ValueCount(g.Key, g.Key, g.Count())).ToList());

    public IReadOnlyList<ValueCount> CountByCollection(DocumentVisibility sees) => Read(c => (
        from d in Shown(c, sees)
        group d by d.Collection into g
        orderby g.Count() descending, g.Key
        select new ValueCount(g.Key, g.Key, g.Count())).ToList());

    /// <summary>A place known to the archive through a document this reader may see; null otherwise.</summary>
    public Place? FindPlace(string slug, DocumentVisibility sees) => Read(c => (
        from p in c.Places
        join dp in c.DocumentPlaces on p.Slug equals dp.Place
        join d in Shown(c, sees) on dp.DocumentId equals d.Id
        where p.Slug == slug
        select new Place(p.Slug, p.Label, p.Country)).FirstOrDefault());

    /// <summary>Collections that anything was ever put into, by name; for people who upload.</summary>
    public IReadOnlyList<string> CollectionNames() => Read(c => c.Collections.OrderBy(k => k.Name).Select(k => k.Name).ToList());

    private static IQueryable<Document> Shown(CatalogueContext context, DocumentVisibility sees) =>
        context.Documents.Where(d => d.Visibility <= sees && d.State == DocumentState.Indexed);
}
