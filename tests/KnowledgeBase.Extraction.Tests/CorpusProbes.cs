using System.Diagnostics;
using Xunit.Abstractions;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>Documents nobody here wrote: what people would look for in them is in the text, on the right page.</summary>
[Collection(nameof(Reader))]
public sealed class CorpusProbes(Reader reader, ITestOutputHelper output)
{
    [Fact]
    public async Task The_phrase_of_each_real_document_is_in_its_text()
    {
        if (Reader.Corpus is null)
        {
            return;
        }

        // OCR and LibreOffice take minutes: they are asked for by name.
        var ocr = Environment.GetEnvironmentVariable("KB_CORPUS_OCR") == "1";
        await using var extractor = new WorkerExtractor(new()
        {
            Parallelism = 2,
            Limits = new() { OcrPages = ocr ? 2000 : 0 },
        });
        var filter = Environment.GetEnvironmentVariable("KB_CORPUS_FORMATS")?.Split(',');
        var files = Reader.Sample(CorpusFile.All(Reader.Corpus), every: 6)
            .Where(f => (f.Kind is "real" or "encrypted" || (ocr && f.Kind == "scan")) && (filter?.Contains(f.Format) ?? f.Format is not ("ppt" or "rtf"))).ToList();
        var clock = Stopwatch.StartNew();
        var results = await Task.WhenAll(files.Select(f => extractor.ExtractAsync(
            new() { Path = f.Path, OriginalName = Path.GetFileName(f.Path), Scratch = reader.Scratch() }, CancellationToken.None)));
        var found = 0;
        var probed = 0;
        var pageRight = 0;
        var paged = 0;
        for (var i = 0; i < files.Count; i++)
        {
            var (file, result) = (files[i], results[i]);
            var name = Path.GetFileName(file.Path);
            if (result.Outcome is not ExtractionOutcome.Ok)
            {
                output.WriteLine($"{result.Outcome} {name}: {result.Reason}");
            }

            if (file.Probe.Length == 0)
            {
                continue;
            }

            probed++;
            var probe = CorpusFile.Squeezed(file.Probe);
            if (!CorpusFile.Squeezed(string.Concat(result.Pages.Select(p => p.Text + " "))).Contains(probe, StringComparison.Ordinal))
            {
                output.WriteLine($"not found in {name} ({result.Outcome}): {file.Probe} | {file.Note}");
                continue;
            }

            found++;
            if (file.Format == "pdf" && file.ProbePages.Count > 0)
            {
                paged++;
                var right = result.Pages.Any(p => file.ProbePages.Contains(p.Number) && CorpusFile.Squeezed(p.Text).Contains(probe, StringComparison.Ordinal));
                pageRight += right ? 1 : 0;
                if (!right)
                {
                    output.WriteLine($"wrong page in {name}: {file.Note}");
                }
            }
        }

        output.WriteLine($"{files.Count} files in {clock.Elapsed.TotalSeconds:F1} s; probes {found}/{probed}; pages {pageRight}/{paged}");
        Assert.True(probed - found <= Math.Max(2, probed / 50), $"{found} of {probed} probes found");
        Assert.True(paged - pageRight <= Math.Max(1, paged / 50), $"{pageRight} of {paged} on the right page");
    }
}
