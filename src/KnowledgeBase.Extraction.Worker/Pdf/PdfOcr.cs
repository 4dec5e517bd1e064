using KnowledgeBase.Extraction.Worker.Ocr;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Pdf;

/// <summary>Reads by OCR the pages that have no usable text layer, one after the other.</summary>
public sealed class PdfOcr(ReadingContext context, Poppler poppler)
{
    private const int FewLetters = 20;

    /// <summary>Pages with text that are looked at to choose the language of the others.</summary>
    private const int OtherPages = 10;


    /// <summary>Replaces pages in place. Says whether OCR was used, and whether it was wanted but is not installed.</summary>
    public async Task<(bool Used, bool Missing)> ReadAsync(List<ExtractedPage> pages, string? language, bool made)
    {
        var wanted = Wanted(pages);
        if (wanted.Count == 0)
        {
            return (false, false);
        }

        // A page without letters and pictures is blank, unless no page of a PDF from elsewhere has letters: then they may be drawn as shapes.
        if ((made || pages.Any(p => p.Outcome == PageOutcome.Text)) && await poppler.PicturedPagesAsync([.. wanted.Select(at => pages[at].Number)]) is { } pictured)
        {
            wanted.RemoveAll(at => !pictured.Contains(pages[at].Number));
            if (wanted.Count == 0)
            {
                return (false, false);
            }
        }

        if (!Tesseract.Installed)
        {
            context.Note($"{wanted.Count} of {pages.Count} pages have no text layer; to read them, the optional part \"ocr\" must be installed.");
            return (false, true);
        }

        var others = string.Join('\n', pages.Where((p, i) => p.Outcome == PageOutcome.Text && !wanted.Contains(i)).Select(p => p.Text).Take(OtherPages));
        var tesseract = new Tesseract(context, new OcrModels(context, language, others));
        var picture = Path.Combine(context.Scratch, "page.pgm");
        var turn = new OcrTurn(context);
        var (failures, done) = (0, 0);
        foreach (var at in wanted)
        {
            if (!turn.Next(done, wanted.Count))
            {
                break;
            }

            done++;
            if (failures > 3)
            {
                context.Note("OCR was given up after several pages that could not be drawn or read.");
                break;
            }

            var read = await poppler.PictureAsync(pages[at].Number, picture) is { } dpi ? await tesseract.ReadAsync(picture, dpi) : null;
            failures = read is null ? failures + 1 : 0;
            pages[at] = Page(pages[at], read);
            await context.ProgressAsync();
        }

        File.Delete(picture);
        return (true, false);
    }

    /// <summary>Pages without letters; in a document that is mostly such pages also those with just a stamp or a page number.</summary>
    private static List<int> Wanted(List<ExtractedPage> pages)
    {
        var letters = pages.Select(p => p.Text.Count(char.IsLetter)).ToList();
        var poor = letters.Count(n => n < FewLetters);
        var limit = poor * 2 > pages.Count ? FewLetters : 1;
        return [.. Enumerable.Range(0, pages.Count).Where(i => pages[i].Outcome != PageOutcome.Failed && letters[i] < limit)];
    }

    private static ExtractedPage Page(ExtractedPage page, OcrText? read) => read switch
    {
        null when page.Text.Length > 0 => page,
        null => page with { Outcome = PageOutcome.Failed, Reason = "The page has no text layer and could not be read by OCR." },
        { Text.Length: > 0 } => page with { Text = read.Text, Outcome = PageOutcome.Ocr, OcrConfidence = read.Confidence, Words = read.Words },
        _ => page,
    };
}
