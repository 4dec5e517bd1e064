using System.Diagnostics;
using Xunit.Abstractions;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>Damaged, locked and malicious files from elsewhere: each ends with a reason, in time, and the next one is read as if nothing had been.</summary>
[Collection(nameof(Reader))]
public sealed class BrokenDocuments(Reader reader, ITestOutputHelper output)
{
    [Fact]
    public async Task Each_broken_document_ends_in_time_with_a_fitting_outcome()
    {
        if (Reader.Corpus is null)
        {
            return;
        }

        var wrong = new List<string>();
        await Parallel.ForEachAsync(
            Reader.Sample(CorpusFile.All(Reader.Corpus).Where(f => f.Kind == "broken"), every: 4),
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (file, _) =>
            {
                var clock = Stopwatch.StartNew();
                var result = await reader.ReadAsync(file.Path);
                var line = $"{result.Outcome} {result.Format} {Path.GetFileName(file.Path)} {clock.Elapsed.TotalSeconds:F1} s: {result.Reason} | {file.Probe} | {file.Note}";
                lock (wrong)
                {
                    output.WriteLine(line);
                    if (clock.Elapsed > TimeSpan.FromSeconds(30) || !Fits(file, result))
                    {
                        wrong.Add(line);
                    }
                }
            });
        Assert.Empty(wrong);
    }

    private static bool Fits(CorpusFile file, ExtractionResult result)
    {
        if (result.Outcome == ExtractionOutcome.Crashed || (result.Outcome != ExtractionOutcome.Ok && string.IsNullOrEmpty(result.Reason)))
        {
            return false;
        }

        if (file.Probe is "!password needed" or "!encrypted" || file.Probe.StartsWith("!encrypted OOXML", StringComparison.Ordinal))
        {
            // A "standard password" is one that office programs try by themselves: to its readers the file is open.
            return result.Outcome == ExtractionOutcome.Encrypted
                || (result.Outcome == ExtractionOutcome.Ok && Path.GetFileName(file.Path).Contains("standardpassword", StringComparison.Ordinal));
        }

        if (file.Probe.StartsWith("!wrong-extension: content is ", StringComparison.Ordinal))
        {
            return result.Outcome is ExtractionOutcome.Ok && file.Probe.EndsWith(" " + result.Format, StringComparison.Ordinal);
        }

        return !file.Probe.StartsWith("!zero-byte", StringComparison.Ordinal) || result.Outcome == ExtractionOutcome.Corrupt;
    }
}
