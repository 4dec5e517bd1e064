using System.Diagnostics;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Ocr;

/// <summary>How much OCR one document is given: a number of pages and a time. What is not read for that is said.</summary>
public sealed class OcrTurn(ReadingContext context)
{
    private readonly long begun = Stopwatch.GetTimestamp();

    /// <summary>True when another page may be read; else a note says how many were not.</summary>
    /// <param name="done">Pages read so far.</param>
    /// <param name="wanted">Pages without a text layer.</param>
    public bool Next(int done, int wanted)
    {
        var late = Stopwatch.GetElapsedTime(begun) > context.Limits.OcrTime;
        if (done < context.Limits.OcrPages && !late)
        {
            return true;
        }

        var why = late ? $"OCR ends after {context.Limits.OcrTime.TotalMinutes:N0} minutes" : "no document is given more";
        context.Note($"Only the first {done} of the {wanted} pages without a text layer were read by OCR: {why}.");
        return false;
    }
}
