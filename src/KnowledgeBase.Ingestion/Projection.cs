using System.Collections;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion.Stores;
using KnowledgeBase.Search;

namespace KnowledgeBase.Ingestion;

/// <summary>Turns what the catalogue and the text store hold into what the search index holds. The index is nothing more than this.</summary>
public sealed class Projection(DocumentCatalogue catalogue, TextStore texts)
{
    /// <summary>
    /// The document as the index should hold it; null when it does not belong there. Its pages are read from the store each time they
    /// are asked for, until this is disposed.
    /// </summary>
    /// <exception cref="MissingTextException">Its text is not there or damaged: it must be read again.</exception>
    public ProjectedDocument? Of(string id)
    {
        if (catalogue.FindForIndex(id) is not { } record)
        {
            return null;
        }

        var text = texts.Open(record.Files[0].Sha256) ?? throw new MissingTextException(id);
        var document = new IndexedDocument
        {
            Id = id,
            Revision = record.Revision,
            Visibility = (Visibility)record.Visibility,
            Title = record.Title,
            Language = record.Language,
            Authors = record.Authors,
            Summary = record.Summary,
            Year = record.Year,
            Format = record.Format,
            Collection = record.Collection,
            Places = [.. record.Places.Select(p => new Label(p.Slug, p.Label))],
            Themes = [.. record.Themes.Select(t => new Label(t, Themes.Find(t)?.English ?? t))],
            Concepts = [.. record.Concepts.Select(t => new Label(t.Id, t.Label))],
            RecordType = record.RecordType,
            Added = record.Added,
            HasPages = record.HasPages,
            Pages = new StoredPages(text),
            PageCount = record.Pages.Pages,
            UnreadPages = record.Pages.Failed + (record.HasPages ? record.Pages.Empty : 0),
            OcrPages = record.Pages.Ocr,
        };
        return new ProjectedDocument(document, text);
    }

    /// <summary>The pages that hold text, each read when it is asked for, so that a long document is never in memory as a whole.</summary>
    private sealed class StoredPages(StoredText text) : IReadOnlyList<IndexedPage>
    {
        private readonly List<StoredPage> pages = [.. text.Pages.Where(p => p.Characters > 0)];

        public int Count => pages.Count;

        public IndexedPage this[int index] => new(pages[index].Number, text.TextOf(pages[index]), pages[index].Language) { Headings = text.HeadingsOf(pages[index]) };

        public IEnumerator<IndexedPage> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>A document for the index, over its open text.</summary>
public sealed class ProjectedDocument(IndexedDocument document, StoredText text) : IDisposable
{
    public IndexedDocument Document { get; } = document;

    /// <summary>Length of its text in UTF-16 units.</summary>
    public long Characters { get; } = text.Pages.Sum(p => (long)p.Characters);

    public void Dispose() => text.Dispose();
}

/// <summary>A searchable document whose text is missing from the store.</summary>
public sealed class MissingTextException(string id) : Exception($"The text of document {id} is missing or damaged; it is read again.")
{
    public string Id { get; } = id;
}
