using System.Diagnostics;
using System.Globalization;
using System.Text;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Cli.Lucene;

/// <summary>
/// <c>kb lucene bench snapshot [DOCUMENTS] [ROUNDS]</c>: how long after a small change (a document replaced, one added) a view that shows it is there, while
/// merges go on in the background. The index, with so many documents of 40 words, is made in a temporary folder.
/// </summary>
public static class BenchSnapshot
{
    private const int WarmUp = 20;

    /// <summary>Exit code 0; 1 when a view did not show the change; 3 for wrong use.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        int documents = 200_000, rounds = 500;
        if (args.Length > 2 || (args.Length > 0 && !int.TryParse(args[0], CultureInfo.InvariantCulture, out documents)) || (args.Length > 1 && !int.TryParse(args[1], CultureInfo.InvariantCulture, out rounds)))
        {
            errors.WriteLine("usage: kb lucene bench snapshot [DOCUMENTS] [ROUNDS]");
            return 3;
        }
        var folder = Directory.CreateTempSubdirectory("snapshot").FullName;
        try
        {
            using var directory = new FileSystemDirectory(folder);
            using var writer = IndexWriter.Open(directory, new IndexWriterOptions());
            var random = new Random(1);
            var document = new IndexDocument();
            for (var d = 0; d < documents; d++) Put(writer, document, random, d);
            writer.Commit();
            writer.WaitForMerges();
            var times = new double[rounds];
            for (var round = -WarmUp; round < rounds; round++)
            {
                var old = random.Next(documents);
                var start = Stopwatch.GetTimestamp();
                Put(writer, document, random, old, round);
                Put(writer, document, random, documents + WarmUp + round, round);
                using var view = writer.Snapshot();
                if (round >= 0) times[round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                if (new IndexSearcher(view).Count(new TermQuery("round", round.ToString(CultureInfo.InvariantCulture))) == 2 && view.LiveCount == documents + WarmUp + round + 1) continue;
                errors.WriteLine($"round {round}: the view does not show what was changed");
                return 1;
            }
            var segments = writer.SegmentCount;
            Array.Sort(times);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"SNAPSHOT\tkb\tdocuments={documents}\trounds={rounds}\tsegments={segments}\tmedian_ms={times[rounds / 2]:F2}\tp99_ms={times[rounds * 99 / 100]:F2}\tmax_ms={times[^1]:F2}\tover_10_ms={times.Count(t => t > 10)}"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Put(IndexWriter writer, IndexDocument document, Random random, int number, int round = int.MinValue)
    {
        var id = Encoding.UTF8.GetBytes("d" + number.ToString(CultureInfo.InvariantCulture));
        document.Clear();
        document.AddKeyword("id", id);
        document.AddStored("id", Encoding.UTF8.GetString(id));
        document.AddKeyword("round", round.ToString(CultureInfo.InvariantCulture));
        document.AddNumericDocValue("year", 1900 + (number % 120));
        document.AddSortedDocValue("kind", "kind" + (number % 9).ToString(CultureInfo.InvariantCulture));
        document.BeginText("body", TextOptions.Default);
        for (var i = 0; i < 40; i++) document.AddToken(Encoding.UTF8.GetBytes("w" + (random.Next(200) * random.Next(200)).ToString(CultureInfo.InvariantCulture)));
        if (round == int.MinValue) writer.AddDocument(document);
        else writer.UpdateDocument("id", id, document);
    }
}
