using KnowledgeBase.Catalogue;
using KnowledgeBase.Extraction;
using KnowledgeBase.Ingestion.Describing;
using KnowledgeBase.Ingestion.Stores;
using KnowledgeBase.Search.Expanding;

namespace KnowledgeBase.Ingestion;

/// <summary>Reads one document: extract, identify, describe, and keep what came of it.</summary>
internal sealed class DocumentReader(
    DataDirectory directory,
    DocumentCatalogue catalogue,
    Receiver receiver,
    OriginalStore originals,
    TextStore texts,
    IDocumentExtractor extractor,
    IngestionOptions options,
    TimeProvider clock,
    ConceptTagger? tagger)
{
    private readonly InsideTallies tallies = new(catalogue, options);

    /// <summary>Languages of a collection that OCR is told of; each costs time on every page.</summary>
    private const int MostLanguages = 3;

    /// <summary>Reads the document of a job and ends the job in the catalogue.</summary>
    /// <returns>What became of it; null when the document is gone.</returns>
    public async Task<IngestionEvent?> ReadAsync(Job job, CancellationToken cancellation)
    {
        if (catalogue.Find(job.DocumentId, DocumentVisibility.Draft) is not { } record)
        {
            return null;
        }

        var file = record.Files[0];
        var name = file.Sources[0].Name;
        var scratch = directory.NewScratch();
        try
        {
            using var draft = texts.Begin();
            var observer = new ReadingObserver(draft);
            var result = await ExtractAsync(job, file, name, scratch, record, observer, cancellation).ConfigureAwait(false);
            if (StateOf(result.Outcome) is DocumentState.Failed && directory.IsNearlyFull)
            {
                // Without room a tool fails on the soundest file: the disk is judged, not the document.
                throw new IOException("The disk of the archive is nearly full; documents are read on when there is room.");
            }

            var notes = await TakeChildrenAsync(record, result, cancellation).ConfigureAwait(false);
            var languages = observer.Languages(result.Properties.Language);
            var pages = draft.Pages.Zip(languages).ToList();
            var state = StateOf(result.Outcome);
            var proposed = state is DocumentState.Indexed ? Description.Propose(result, observer.ForTitle, name, Description.MainLanguage(pages)) : RecordChange.Nothing;
            var reading = new Reading
            {
                Result = state,
                Outcome = Word(result.Outcome),
                Reason = result.Outcome is ExtractionOutcome.Ok ? "" : result.Reason ?? Sentence(result.Outcome),
                Notes = [.. result.Notes, .. notes],
                MissingPart = result.MissingPart ?? "",
                Tool = result.Tool,
                Format = result.Format.Length > 0 ? result.Format : file.Format,
                MediaType = result.Format.Length > 0 ? result.MediaType : file.MediaType,
                HasPages = result.HasPages,
                Pages = Description.Account(pages),
                Proposed = proposed,
                Tags = tagger is not null && state is DocumentState.Indexed
                    ? Tags.Of(tagger, proposed.Title.IsSet ? proposed.Title.Value : record.Title, proposed.Language.Value, Pieces(draft, pages))
                    : null,
                Fingerprint = observer.Fingerprint,
                TryAgain = job.Attempts <= options.Retries.Count ? clock.GetUtcNow() + options.Retries[job.Attempts - 1] : null,
            };
            if (state is DocumentState.Indexed)
            {
                texts.Keep(file.Sha256, draft, result, languages, result.Rendition);
            }

            if (!catalogue.RecordReading(job.DocumentId, reading))
            {
                // It was withdrawn or erased while it was read: what was just written is a trace of it.
                if (catalogue.FindByHash(file.Sha256) is null)
                {
                    texts.Remove(file.Sha256);
                }

                return null;
            }

            return state is DocumentState.Indexed ? null : new IngestionEvent(job.DocumentId, DocumentStatus.Of(state), reading.Reason);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static IEnumerable<(string Text, string Language)> Pieces(TextDraft draft, IEnumerable<(StoredPage Page, string Language)> pages)
    {
        var texts = draft.ReadBack();
        return pages.SelectMany(p => texts.Pieces(p.Page).Select(t => (t, p.Language)));
    }

    private async Task<ExtractionResult> ExtractAsync(
        Job job, DocumentFile file, string name, string scratch, DocumentRecord record, IReadingSink sink, CancellationToken cancellation)
    {
        if (job.Attempts > options.MostAttempts)
        {
            return Ended(ExtractionOutcome.Crashed, "Reading this file was begun many times and never came to an end; it is left aside until somebody asks again.");
        }

        if (!originals.Holds(file.Sha256))
        {
            return Ended(ExtractionOutcome.Corrupt, "The original is missing from the store; bring it back from a backup.");
        }

        var result = await extractor.ExtractAsync(
            new ExtractionRequest
            {
                Path = originals.PathOf(file.Sha256),
                OriginalName = name,
                Scratch = scratch,
                Sink = sink,
                OcrLanguages = OcrLanguages(record),
            },
            cancellation).ConfigureAwait(false);
        foreach (var page in result.Pages)
        {
            // From an extractor that gives everything at once.
            sink.Add(page);
        }

        return result;
    }

    /// <summary>What OCR should expect: the languages the record has, else those of its collection.</summary>
    private IReadOnlyList<string> OcrLanguages(DocumentRecord record)
    {
        var own = record.Languages.Append(record.Language).Where(l => l != "und").Distinct(StringComparer.Ordinal).ToList();
        return own.Count > 0 ? own : catalogue.LanguagesOf(record.Collection, MostLanguages);
    }

    /// <summary>Files found inside become documents with their path; those a reader does not see on the page are drafts.</summary>
    /// <returns>Notes on what was left out.</returns>
    private async Task<IReadOnlyList<string>> TakeChildrenAsync(DocumentRecord record, ExtractionResult result, CancellationToken cancellation)
    {
        if (result.Children.Count > 0 && Depth(record) >= options.MostNesting)
        {
            return [$"{result.Children.Count} files inside were left out: they lie more than {options.MostNesting} files deep."];
        }

        if (result.Children.Count == 0)
        {
            return [];
        }

        var notes = new List<string>();
        using var tally = tallies.Open(Outermost(record));
        foreach (var (taken, child) in result.Children.Index())
        {
            using var content = File.OpenRead(child.File);
            var request = new ReceiveRequest
            {
                Name = child.Path,
                Collection = record.Collection,
                By = record.Submitter,
                Priority = JobPriority.Bulk,
                Visibility = child.Hidden ? DocumentVisibility.Draft : record.Visibility,
            };
            try
            {
                var receipt = await receiver.ReceiveAsync(content, request, (record.Id, tally), cancellation).ConfigureAwait(false);
                if (receipt.Id is null)
                {
                    notes.Add($"{child.Path} was left out: {receipt.Reason}");
                }
            }
            catch (InsideLimitException)
            {
                notes.Add($"{result.Children.Count - taken} of the {result.Children.Count} files inside were left out: together with all that came out of the outermost file they are more than is allowed.");
                break;
            }
        }

        return notes;
    }

    private string Outermost(DocumentRecord record)
    {
        var outermost = record;
        for (var steps = 0; steps <= options.MostNesting && outermost.ParentId is { } parent && catalogue.Find(parent, DocumentVisibility.Draft) is { } found; steps++)
        {
            outermost = found;
        }

        return outermost.Id;
    }

    private int Depth(DocumentRecord record)
    {
        var depth = 0;
        for (var parent = record.ParentId; parent is not null && depth <= options.MostNesting; depth++)
        {
            parent = catalogue.Find(parent, DocumentVisibility.Draft)?.ParentId;
        }

        return depth;
    }

    private static ExtractionResult Ended(ExtractionOutcome outcome, string reason) => new() { Outcome = outcome, Reason = reason };

    private static DocumentState StateOf(ExtractionOutcome outcome) => outcome switch
    {
        ExtractionOutcome.Ok or ExtractionOutcome.Partial or ExtractionOutcome.Empty => DocumentState.Indexed,
        ExtractionOutcome.NeedsPart => DocumentState.Waiting,
        ExtractionOutcome.Encrypted or ExtractionOutcome.Unsupported or ExtractionOutcome.TooBig => DocumentState.Refused,
        _ => DocumentState.Failed,
    };

    private static string Word(ExtractionOutcome outcome) => outcome switch
    {
        ExtractionOutcome.TooBig => "too-big",
        ExtractionOutcome.TimedOut => "timed-out",
        ExtractionOutcome.NeedsPart => "needs-part",
        _ => outcome.ToString().ToLowerInvariant(),
    };

    private static string Sentence(ExtractionOutcome outcome) => outcome switch
    {
        ExtractionOutcome.Partial => "Some pages could not be read.",
        ExtractionOutcome.Empty => "The file holds no text.",
        ExtractionOutcome.Encrypted => "The file is protected by a password.",
        ExtractionOutcome.Unsupported => "This kind of file cannot be read.",
        ExtractionOutcome.TooBig => "The file is over a limit of size or nesting.",
        ExtractionOutcome.TimedOut => "Reading took too long and was stopped.",
        ExtractionOutcome.NeedsPart => "An optional part must be installed before this file can be read.",
        ExtractionOutcome.Crashed => "The program that reads such files broke down on this one.",
        _ => "The file is damaged and cannot be read.",
    };
}
