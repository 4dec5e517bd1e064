using System.Text;
using KnowledgeBase.Extraction;
using KnowledgeBase.Ingestion.Stores;
using KnowledgeBase.Text;

namespace KnowledgeBase.Ingestion.Describing;

/// <summary>
/// Looks at pages on their way into the store and remembers of each only what describing the document takes: the language it seems
/// to be in, the fingerprint so far, the start of the first pages. A document may be as long as it likes.
/// </summary>
internal sealed class ReadingObserver(TextDraft draft) : IReadingSink
{
    private const string Unknown = "und";

    /// <summary>Characters of a page by which its language is told.</summary>
    private const int Sample = 16_000;

    /// <summary>Characters from which on a page's own text is believed against the rest of the document.</summary>
    private const int TellingLength = 300;

    /// <summary>Characters in a language, all pages together, under which it is taken for a mistake in a longer document.</summary>
    private const int MostOfNoLanguage = 1000;

    /// <summary>A title stands on one of the first pages, near its start.</summary>
    private const int TitlePages = 3;
    private const int TitleCharacters = 20_000;

    private readonly List<DetectedLanguage> alone = [];
    private readonly List<ExtractedPage> forTitle = [];
    private readonly SimilarityFingerprint fingerprint = new();
    private readonly StringBuilder sample = new();
    private bool headed;
    private int number;
    private int seen;

    /// <summary>Pages a title can be chosen from: the first ones, their texts cut, and the first that has headings.</summary>
    public IReadOnlyList<ExtractedPage> ForTitle => forTitle;

    public ulong? Fingerprint => fingerprint.Value;

    public void Restart()
    {
        draft.Restart();
        alone.Clear();
        forTitle.Clear();
        fingerprint.Clear();
        sample.Clear();
        (headed, number, seen) = (false, 0, 0);
    }

    public void Add(ExtractedPage page)
    {
        if (seen == 0 || page.Number != number)
        {
            EndPage();
            (number, seen) = (page.Number, seen + 1);
            if (seen <= TitlePages || (!headed && page.Headings.Count > 0))
            {
                forTitle.Add(page.Text.Length > TitleCharacters ? page with { Text = page.Text[..TitleCharacters] } : page);
                headed |= page.Headings.Count > 0;
            }
        }

        draft.Add(page);
        fingerprint.Add(page.Text);
        sample.Append(page.Text.AsSpan(0, Math.Min(page.Text.Length, Sample - sample.Length)));
    }

    public void Add(HiddenPassage passage) => draft.Add(passage);

    /// <summary>The language of each page, once all have come. The document's commonest language decides what a page's own text leaves open.</summary>
    /// <param name="declared">What the document says, as BCP 47; null when it says nothing.</param>
    public IReadOnlyList<string> Languages(string? declared)
    {
        EndPage();
        var prior = alone.Where(d => d.Language != Unknown)
            .GroupBy(d => d.Language, StringComparer.Ordinal)
            .MaxBy(g => g.Sum(d => d.Probability))?.Key
            ?? declared?.Split('-')[0].ToLowerInvariant();
        var texts = draft.ReadBack();
        var found = draft.Pages
            .Zip(alone, (page, first) => first.Probability > 0.99 && page.Characters >= TellingLength ? first.Language : Again(texts, page, prior))
            .ToList();

        // A cover or a table of figures that looks like a language seen nowhere else in the document is in none of its own.
        var characters = draft.Pages.Zip(found).GroupBy(p => p.Second, p => (long)p.First.Characters, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum());
        var least = Math.Min(MostOfNoLanguage, characters.Values.Sum() / 10);
        return prior is null ? found : [.. found.Select(l => l != Unknown && characters[l] < least ? prior : l)];
    }

    private static string Again(TextBlocks texts, StoredPage page, string? prior)
    {
        var text = new StringBuilder();
        foreach (var piece in texts.Pieces(page))
        {
            text.Append(piece.AsSpan(0, Math.Min(piece.Length, Sample - text.Length)));
            if (text.Length == Sample)
            {
                break;
            }
        }

        return LanguageDetector.Detect(text.ToString(), prior).Language;
    }

    private void EndPage()
    {
        if (seen > alone.Count)
        {
            alone.Add(LanguageDetector.Detect(sample.ToString()));
            fingerprint.EndPage();
            sample.Clear();
        }
    }
}
