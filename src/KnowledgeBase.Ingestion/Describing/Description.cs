using KnowledgeBase.Catalogue;
using KnowledgeBase.Extraction;
using KnowledgeBase.Ingestion.Stores;

namespace KnowledgeBase.Ingestion.Describing;

/// <summary>What the machine makes of a reading: the page account, and proposals for the record.</summary>
internal static class Description
{
    private const string Unknown = "und";

    /// <summary>Programs and accounts that stand in metadata where an author should.</summary>
    private static readonly HashSet<string> NotAuthors = new(StringComparer.OrdinalIgnoreCase)
    {
        "admin", "administrator", "user", "utente", "windows user", "utente windows", "author", "unknown", "default", "owner",
        "microsoft office user", "anonymous", "none", "null", "root", "test", "benutzer", "usuario", "utilisateur", "apache poi",
        "python-docx", "openpyxl", "microsoft corporation",
    };

    /// <summary>The language that most of the text is in.</summary>
    public static string MainLanguage(IEnumerable<(StoredPage Page, string Language)> pages) => pages
        .Where(p => p.Language != Unknown)
        .GroupBy(p => p.Language, p => (long)p.Page.Characters, StringComparer.Ordinal)
        .OrderByDescending(g => g.Sum()).ThenBy(g => g.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Key ?? Unknown;

    /// <summary>The page account, neighbouring pages that fared alike in one run.</summary>
    public static IReadOnlyList<PageRun> Account(IEnumerable<(StoredPage Page, string Language)> pages)
    {
        var runs = new List<PageRun>();
        foreach (var (page, language) in pages.OrderBy(p => p.Page.Number))
        {
            var run = new PageRun(page.Number, page.Number, State(page.Outcome), language, page.Characters, page.OcrConfidence, page.Reason ?? "");
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
    /// <param name="result">What reading gave.</param>
    /// <param name="start">Pages a title can be chosen from.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="language">The main language.</param>
    public static RecordChange Propose(ExtractionResult result, IReadOnlyList<ExtractedPage> start, string name, string language)
    {
        var change = new RecordChange { Language = language };
        if (TitleChoice.Choose(result.Properties, start, name) is { } title && Shorten(title, RecordRules.TitleLength) is { Length: > 0 } shown)
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
