using KnowledgeBase.Extraction.Protocol;
using KnowledgeBase.Extraction.Worker.Detection;

namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>Reads one document: finds its kind by its content, has that kind's reader read it, turns every ending into a result.</summary>
public sealed class DocumentReader(ToolBox tools)
{
    private readonly FormatRegistry registry = FormatRegistry.All();

    /// <summary>Reads and replies. False when this process should not read another document.</summary>
    public async Task<bool> ReadAsync(WorkerRequest request, ReplyPipe replies)
    {
        var context = new ReadingContext(request, tools, replies);
        var format = DetectedFormat.Unknown;
        var sound = true;
        ExtractionResult result;
        try
        {
            format = FormatDetector.Detect(request.Document, request.OriginalName);
            result = await registry.ReaderOf(format).ReadAsync(format, context);
        }
        catch (DocumentRefusedException refusal)
        {
            result = new() { Outcome = refusal.Outcome, Reason = refusal.Message, MissingPart = refusal.MissingPart };
        }
        catch (CageFailedException)
        {
            throw;
        }
        catch (Exception error) when (IsOutOfMemory(error))
        {
            sound = false;
            result = new() { Outcome = ExtractionOutcome.TooBig, Reason = "Reading the document needs more memory than is allowed." };
        }
        catch (Exception error) when (Damage.Caused(error))
        {
            result = new() { Outcome = ExtractionOutcome.Corrupt, Reason = $"The document is damaged and cannot be read as {format.Label}." };
        }
        catch (Exception error)
        {
            // A fault of ours on a hostile or unusual file: named, so that it can be found, and only this document pays.
            result = new()
            {
                Outcome = ExtractionOutcome.Crashed,
                Reason = $"The reader of {format.Label} files failed on this document ({error.GetType().Name}).",
            };
            await Console.Error.WriteLineAsync(error.ToString());
        }

        try
        {
            await replies.FinishAsync(Finished(result, format, context));
        }
        catch (OutOfMemoryException)
        {
            sound = false;
            result = new() { Outcome = ExtractionOutcome.TooBig, Reason = "The document's text needs more memory than is allowed." };
            await replies.FinishAsync(Finished(result, format, context));
        }

        return sound;
    }

    private static ExtractionResult Finished(ExtractionResult result, DetectedFormat format, ReadingContext context)
    {
        var notes = result.Notes.Concat(context.Notes).Distinct().ToList();
        var outcome = result.Outcome == ExtractionOutcome.Ok && notes.Any(n => n.StartsWith("Only the first ", StringComparison.Ordinal))
            ? ExtractionOutcome.Partial
            : result.Outcome;
        return result with
        {
            Outcome = outcome,
            Reason = outcome == ExtractionOutcome.Ok ? null : result.Reason ?? notes.FirstOrDefault(),
            Format = result.Format.Length > 0 ? result.Format : format.Name,
            MediaType = format.MediaType,
            Tool = result.Tool.Length > 0 ? result.Tool : ToolOf(format),
            Notes = notes,
        };
    }

    /// <summary>What would have read the document, for one that could not be read: a newer version may be able to.</summary>
    private static string ToolOf(DetectedFormat format) =>
        format == DetectedFormat.Pdf ? InstalledTools.Poppler
        : format == DetectedFormat.Doc || format == DetectedFormat.Xls || format == DetectedFormat.Ppt || format == DetectedFormat.Rtf ? InstalledTools.Office
        : InstalledTools.Own;

    private static bool IsOutOfMemory(Exception error) =>
        error is OutOfMemoryException || (error.InnerException is { } inner && IsOutOfMemory(inner));
}
