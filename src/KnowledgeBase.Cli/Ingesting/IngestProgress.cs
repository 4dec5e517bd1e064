using System.Diagnostics;

namespace KnowledgeBase.Cli.Ingesting;

/// <summary>What a person sees during a run: a running line on a terminal, what did not go in on the error stream, and the sum.</summary>
internal sealed class IngestProgress(bool show)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _done;

    public void Tell(IngestedFile file)
    {
        _done++;
        if (file.Status is "refused" or "failed" or "waiting")
        {
            Clear();
            Console.Error.WriteLine($"{file.Path}: {file.Status}: {file.Reason}");
        }

        if (show)
        {
            Console.Write($"\r\e[K{_done} files, {_done / Math.Max(0.1, _clock.Elapsed.TotalSeconds):F1} a second – {file.Path}");
        }
    }

    public void Finish(IngestTally tally, bool quiet)
    {
        Clear();
        if (!quiet)
        {
            Console.WriteLine($"{tally.In} in, {tally.Duplicates} held already, {tally.Waiting} waiting for a part, {tally.NotIn} not in ({_clock.Elapsed.TotalSeconds:F0} s).");
        }
    }

    private void Clear()
    {
        if (show)
        {
            Console.Write("\r\e[K");
        }
    }
}
