using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion.Stores;
using KnowledgeBase.Search;

namespace KnowledgeBase.Ingestion;

/// <summary>Turns what the catalogue and the text store hold into what the search index holds. The index is nothing more than this.</summary>
public sealed class Projection(DocumentCatalogue catalogue, TextStore texts)
{
    /// <summary>The document as the index should hold it; null when it does not belong there.</summary>
    /// <exception cref="MissingTextException">Its text is not there or damaged: it must be read again.</exception>
    public IndexedDocument? Of(string id)
    {
        if (catalogue.FindForIndex(id) is not { } record)
        {
            return null;
        }

        var text = texts.Read(record.Files[0].Sha256) ?? throw new MissingTextException(id);
        return new IndexedDocument
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
            RecordType = record.RecordType,
            Added = record.Added,
            HasPages = record.HasPages,
            Pages = [.. text.Result.Pages.Zip(text.Languages, (p, l) => new IndexedPage(p.Number, p.Text, l)).Where(p => p.Text.Length > 0)],
            PageCount = record.Pages.Pages,
            UnreadPages = record.Pages.Failed + (record.HasPages ? record.Pages.Empty : 0),
            OcrPages = record.Pages.Ocr,
        };
    }

    /// <summary>Every document the index should hold, one at a time, for building an index from nothing.</summary>
    public IEnumerable<IndexedDocument> All()
    {
        foreach (var id in catalogue.Searchable().Keys)
        {
            if (Of(id) is { } document)
            {
                yield return document;
            }
        }
    }
}

/// <summary>A searchable document whose text is missing from the store.</summary>
public sealed class MissingTextException(string id) : Exception($"The text of document {id} is missing or damaged; it is read again.")
{
    public string Id { get; } = id;
}
