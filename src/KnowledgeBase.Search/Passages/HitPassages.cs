using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Matching;

namespace KnowledgeBase.Search.Passages;

/// <summary>Chooses the pages of a hit that are shown, and cuts the passage of each.</summary>
/// <param name="view">The index.</param>
/// <param name="marker">Marks the words of the query.</param>
/// <param name="pieces">Chooses by the pieces of the words as well; null where they have none.</param>
internal sealed class HitPassages(IndexView view, TextMarker marker, PagePieces? pieces)
{
    // By segment and language; null where a pattern is among the words.
    private readonly Dictionary<(SegmentReader, string), MarkedPlaces?> _places = [];

    /// <summary>The passages of the best pages of a document.</summary>
    public List<Snippet> Of(SegmentReader segment, int doc, List<PageScore> pages, int count)
    {
        var texts = view.Texts(segment, doc);
        var table = segment.Binary(IndexSchema.PageTable) is { } column && column.TryGet(doc, out var bytes) ? PageTable.Decode(bytes)
            : throw new InvalidDataException("A document in the index has no table of its pages.");
        return [.. (pieces?.Order(pages, texts) ?? pages).Take(count).Select(p =>
            new Snippet(p.Number, marker.Passage(texts.Text(p.Index), texts.Passages(p.Index), language => Places(segment, language)?.On(doc, table, p.Index))))];
    }

    private MarkedPlaces? Places(SegmentReader segment, string language)
    {
        if (!_places.TryGetValue((segment, language), out var places))
        {
            _places.Add((segment, language), places = marker.Words(language) is { HavePatterns: false } marked ? new MarkedPlaces(segment, marked.Words) : null);
        }

        return places;
    }
}
