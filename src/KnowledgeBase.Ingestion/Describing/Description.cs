using KnowledgeBase.Catalogue;
using KnowledgeBase.Extraction;
using KnowledgeBase.Text;

namespace KnowledgeBase.Ingestion.Describing;

/// <summary>What the machine makes of a reading: the language of each page, the page account, and proposals for the record.</summary>
internal static class Description
{
    private const string Unknown = "und";

    /// <summary>Characters from which on a page's own text is believed against the rest of the document.</summary>
    private const int TellingLength = 300;

    /// <summary>Characters in a language, all pages together, under which it is taken for a mistake in a longer document.</summary>
    private const int MostOfNoLanguage = 1000;

    /// <summary>Programs and accounts that stand in metadata where an author should.</summary>
    private static readonly HashSet<string> NotAuthors = new(StringComparer.OrdinalIgnoreCase)
    {
        "admin", "administrator", "user", "utente", "windows user", "utente windows", "author", "unknown", "default", "owner",
        "microsoft office user", "anonymous", "none", "null", "root", "test", "benutzer", "usuario", "utilisateur", "apache poi",
        "python-docx", "openpyxl", "microsoft corporation",
    };

    /// <summary>The language of each page. The document's commonest language decides what a page's own text leaves open.</summary>
    public static IReadOnlyList<string> Languages(ExtractionResult result)
    {
        var alone = result.Pages.Select(p => LanguageDetector.Detect(p.Text)).ToList();
        var prior = alone.Where(d => d.Language != Unknown)
            .GroupBy(d => d.Language, StringComparer.Ordinal)
            .MaxBy(g => g.Sum(d => d.Probability))?.Key
            ?? result.Properties.Language?.Split('-')[0].ToLowerInvariant();
        var found = result.Pages
            .Zip(alone, (page, first) => first.Probability > 0.99 && page.Text.Length >= TellingLength ? first.Language : LanguageDetector.Detect(page.Text, prior).Language)
            .ToList();

        // A cover or a table of figures that looks like a language seen nowhere else in the document is in none of its own.
        var characters = result.Pages.Zip(found).GroupBy(p => p.Second, p => p.First.Text.Length, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum());
        var least = Math.Min(MostOfNoLanguage, characters.Values.Sum() / 10);
        return prior is null ? found : [.. found.Select(l => l != Unknown && characters[l] < least ? prior : l)];
    }

    /// <summary>The language that most of the text is in.</summary>
    public static string MainLanguage(ExtractionResult result, IReadOnlyList<string> languages) => result.Pages
        .Zip(languages)
        .Where(p => p.Second != Unknown)
        .GroupBy(p => p.Second, p => (long)p.First.Text.Length, StringComparer.Ordinal)
        .OrderByDescending(g => g.Sum()).ThenBy(g => g.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Key ?? Unknown;

    /// <summary>The page account, neighbouring pages that fared alike in one run.</summary>
    public static IReadOnlyList<PageRun> Account(ExtractionResult result, IReadOnlyList<string> languages)
    {
        var runs = new List<PageRun>();
        foreach (var (page, language) in result.Pages.Zip(languages).OrderBy(p => p.First.Number))
        {
            var run = new PageRun(page.Number, page.Number, State(page.Outcome), language, page.Text.Length, page.OcrConfidence, page.Reason ?? "");
            if (runs is [.., var last] && last.Last == run.First - 1
                && last with { First = 0, Last = 0, Characters = 0 } == run with { First = 0, Last = 0, Characters = 0 })
            {
                runs[^1] = last with { Last = run.Last, Characters = last.Characters + run.Characters };
            }
            else if (runs is not [.., var before] || before.Last < run.First)
            {
                runs.Add(run);
            }
        }

        return runs;
    }

    /// <summary>What the machine proposes for the record; a person or a sidecar overrules it.</summary>
    public static RecordChange Propose(ExtractionResult result, string name, string language)
    {
        var change = new RecordChange { Language = language };
        if (TitleChoice.Choose(result.Properties, result.Pages, name) is { } title && Shorten(title, RecordRules.TitleLength) is { Length: > 0 } shown)
        {
            change = change with { Title = shown };
        }

        var authors = result.Properties.Authors
            .Select(a => Shorten(a, 200)).Where(IsAuthor).Distinct(StringComparer.Ordinal).Take(RecordRules.ListLength).ToArray();
        if (authors.Length > 0)
        {
            change = change with { Authors = authors };
        }

        if ((result.Properties.Created ?? result.Properties.Modified)?.Year is >= 1985 and <= 2100 and var year)
        {
            change = change with { Year = year };
        }

        return change;
    }

    private static bool IsAuthor(string name) =>
        name.Length > 2 && name.Any(char.IsLetter) && !name.Contains('@', StringComparison.Ordinal) && !NotAuthors.Contains(name);

    private static string Shorten(string text, int most)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= most)
        {
            return line;
        }

        var end = char.IsHighSurrogate(line[most - 2]) ? most - 2 : most - 1;
        return line[..end] + "…";
    }

    private static PageState State(PageOutcome outcome) => outcome switch
    {
        PageOutcome.Text => PageState.Text,
        PageOutcome.Ocr => PageState.Ocr,
        PageOutcome.Empty => PageState.Empty,
        _ => PageState.Failed,
    };
}
