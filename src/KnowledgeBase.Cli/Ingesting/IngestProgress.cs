using System.Diagnostics;

namespace KnowledgeBase.Cli.Ingesting;

/// <summary>What a person sees during a run: a running line on a terminal, what did not go in on the error stream, and the sum.</summary>
/// <param name="show">True on a terminal.</param>
/// <param name="total">Files there are; null while they are being counted.</param>
internal sealed class IngestProgress(bool show, Func<int?> total)
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
            var rate = _done / Math.Max(0.1, _clock.Elapsed.TotalSeconds);
            var far = total() is { } all ? $"{_done} of {all} files, {rate:F1} a second, {Time((all - _done) / rate)} left" : $"{_done} files, {rate:F1} a second";
            Console.Write($"\r\e[K{far} – {Shortened(file.Path, far.Length)}");
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

    private static string Time(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 8_640_000)) is var left && left.TotalHours >= 1
        ? $"{(int)left.TotalHours} h {left.Minutes} min" : left.TotalMinutes >= 1 ? $"{left.Minutes} min {left.Seconds} s" : $"{left.Seconds} s";

    /// <summary>The end of a path, so that the line stays one line.</summary>
    private static string Shortened(string path, int used)
    {
        var room = Math.Max(10, Console.WindowWidth - used - 5);
        return path.Length <= room ? path : "…" + path[^(room - 1)..];
    }

    private void Clear()
    {
        if (show)
        {
            Console.Write("\r\e[K");
        }
    }
}
