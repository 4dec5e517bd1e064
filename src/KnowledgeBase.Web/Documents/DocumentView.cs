using KnowledgeBase.Ingestion;
using KnowledgeBase.Search;
using KnowledgeBase.Web.Searching;

namespace KnowledgeBase.Web.Documents;

/// <summary>A page as it is shown: its text with the words asked for marked.</summary>
public sealed record Sheet(PageContent Page, IReadOnlyList<TextPiece> Pieces)
{
    /// <summary>Different words of the query on the page; what orders the pages that match.</summary>
    public int Words { get; } = Pieces.Where(p => p.Matched).Select(p => p.Text.ToUpperInvariant()).Distinct().Count();

    /// <summary>Places on the page that the query matches.</summary>
    public int Matches { get; } = Pieces.Count(p => p.Matched);
}

/// <summary>
/// What a document's page shows: pages that hold the query's words first, then the document in order, in parts when it is
/// long.
/// </summary>
public sealed record DocumentView
{
    /// <summary>Pages in one part of a long document.</summary>
    public const int PartLength = 40;

    /// <summary>Matching pages shown in full before the rest.</summary>
    public const int MostFirst = 5;

    // Marking costs time on every page; a book beyond this length is marked only where it is shown.
    private const int MostMarked = 1500;

    public required string Id { get; init; }

    public required string Query { get; init; }

    /// <summary>The best matching pages, best first.</summary>
    public required IReadOnlyList<Sheet> First { get; init; }

    /// <summary>The part shown, in order; pages of <see cref="First"/> among them are only named.</summary>
    public required IReadOnlyList<Sheet> Part { get; init; }

    /// <summary>All page numbers, in order.</summary>
    public required IReadOnlyList<int> Numbers { get; init; }

    /// <summary>Numbers of all pages that match.</summary>
    public required IReadOnlySet<int> Matching { get; init; }

    /// <summary>Index of the part shown, from 0.</summary>
    public required int PartIndex { get; init; }

    public int Parts => Math.Max(1, (Numbers.Count + PartLength - 1) / PartLength);

    public bool IsFirst(int number) => First.Any(s => s.Page.Number == number);

    public bool IsShown(int number) => IsFirst(number) || Part.Any(s => s.Page.Number == number);

    /// <summary>The address of a page of this document within this view's query.</summary>
    public string AtPage(int number) => DocumentAddress.AtPage(Id, number, Query);

    public static DocumentView Compose(
        string id, string query, int? at, IReadOnlyList<PageContent> pages, IReadOnlyList<int> numbers, Func<string, string, IReadOnlyList<TextPiece>> mark)
    {
        Sheet Make(PageContent page) =>
            new(page, query.Length == 0 ? [new TextPiece(page.Text, false)] : mark(page.Text, page.Language));

        var marked = query.Length > 0 && pages.Count <= MostMarked
            ? pages.Select(Make).ToDictionary(s => s.Page.Number)
            : [];
        var matching = marked.Values.Where(s => s.Matches > 0)
            .OrderByDescending(s => s.Words).ThenByDescending(s => s.Matches).ThenBy(s => s.Page.Number).ToList();
        var position = at is { } wanted ? Math.Max(0, numbers.ToList().IndexOf(wanted)) : 0;
        var part = position / PartLength;
        return new DocumentView
        {
            Id = id,
            Query = query,
            First = pages.Count > 1 ? [.. matching.Take(MostFirst)] : [],
            Part = [.. Enumerable.Range(part * PartLength, Math.Clamp(numbers.Count - (part * PartLength), 0, PartLength)).Select(i => marked.GetValueOrDefault(numbers[i]) ?? Make(pages[i]))],
            Numbers = numbers,
            Matching = matching.Select(s => s.Page.Number).ToHashSet(),
            PartIndex = part,
        };
    }
}
