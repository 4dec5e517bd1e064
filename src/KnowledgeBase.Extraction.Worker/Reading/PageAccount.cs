namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>Draws the outcome of a document from what became of its pages.</summary>
public static class PageAccount
{
    public static ExtractionResult Of(IReadOnlyList<ExtractedPage> pages)
    {
        var failed = pages.Where(p => p.Outcome == PageOutcome.Failed).ToList();
        var read = pages.Any(p => p.Outcome is PageOutcome.Text or PageOutcome.Ocr);
        if (failed.Count > 0 && !read && failed.Count == pages.Count)
        {
            return new() { Outcome = ExtractionOutcome.Corrupt, Reason = failed[0].Reason };
        }

        if (failed.Count > 0)
        {
            var which = string.Join(", ", failed.Take(10).Select(p => p.Number)) + (failed.Count > 10 ? ", …" : "");
            return new() { Outcome = ExtractionOutcome.Partial, Reason = $"{failed.Count} of {pages.Count} pages could not be read: {which}." };
        }

        if (pages.Count == 0)
        {
            return new() { Outcome = ExtractionOutcome.Corrupt, Reason = "The document has no pages." };
        }

        return read
            ? new() { Outcome = ExtractionOutcome.Ok }
            : new() { Outcome = ExtractionOutcome.Empty, Reason = "The document holds no text." };
    }
}
