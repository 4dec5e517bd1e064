using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Cli.Lucene;

/// <summary>
/// <c>kb lucene bench query DIR QUERIES THREADS SECONDS LABEL</c>: processor time of each class of queries, and <c>bench open DIR TERM</c>: from nothing to a first answer.
/// Queries are lines "class TAB kind TAB words"; what is measured, and the lines printed, are those of the Java program beside it.
/// </summary>
public static class BenchQuery
{
    private const double WarmUpSeconds = 8;
    private static readonly string[] Columns = ["language", "decade", "type", "collection", "theme", "place"];

    /// <summary>Exit code 0, or 3 for wrong use.</summary>
    public static int Query(string[] args, TextWriter output, TextWriter errors)
    {
        if (args.Length != 5 || !int.TryParse(args[2], CultureInfo.InvariantCulture, out int threads) || !double.TryParse(args[3], CultureInfo.InvariantCulture, out double seconds))
        {
            errors.WriteLine("usage: kb lucene bench query DIR QUERIES THREADS SECONDS LABEL");
            return 3;
        }

        using var directory = new FileSystemDirectory(args[0]);
        using var snapshot = IndexSnapshot.Open(directory);
        var searcher = new IndexSearcher(snapshot);
        var classes = File.ReadLines(args[1]).Select(l => l.Split('\t')).GroupBy(f => f[0]).Select(g => (Name: g.Key, Queries: g.ToArray())).ToArray();
        var all = classes.SelectMany(c => c.Queries).ToArray();
        Spin(searcher, all, count: false, WarmUpSeconds / 2, new Record());
        Spin(searcher, all, count: true, WarmUpSeconds / 2, new Record());
        foreach (var (name, queries) in classes)
        {
            foreach (bool count in (bool[])[false, true])
            {
                Measure(searcher, queries, count, threads, seconds, $"{args[4]}\t{threads}\t{name}\t{(count ? "count" : "top")}", output);
            }
        }

        output.WriteLine($"MEM\tkb\t{args[4]}\t{threads}\tpeak_rss_kb={Status("VmHWM")}\tanon_kb={Status("RssAnon")}\theap_kb={GC.GetTotalMemory(true) / 1024}");
        return 0;
    }

    /// <summary>Exit code 0, or 3 for wrong use.</summary>
    public static int Open(string[] args, TextWriter output, TextWriter errors)
    {
        if (args.Length != 2)
        {
            errors.WriteLine("usage: kb lucene bench open DIR TERM");
            return 3;
        }

        long start = Stopwatch.GetTimestamp();
        using var directory = new FileSystemDirectory(args[0]);
        using var snapshot = IndexSnapshot.Open(directory);
        double opened = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        long hits = new IndexSearcher(snapshot).Search(new TermQuery("body", args[1]), 10).TotalHits;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"OPEN\tkb\t{opened:F2}\t{Stopwatch.GetElapsedTime(start).TotalMilliseconds:F2}\t{hits}"));
        return 0;
    }

    private static void Measure(IndexSearcher searcher, string[][] queries, bool count, int threads, double seconds, string label, TextWriter output)
    {
        long hits = queries.Sum(q => Search(searcher, q, count));
        Spin(searcher, queries, count, seconds / 2, new Record());
        Record[] records = [.. Enumerable.Range(0, threads).Select(_ => new Record())];
        long start = Stopwatch.GetTimestamp();
        long bytes = 0;
        var workers = Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            Spin(searcher, queries, count, 0.001, new Record()); // what a thread keeps for its next search is there by now
            long before = GC.GetAllocatedBytesForCurrentThread();
            Spin(searcher, queries, count, seconds, records[i]);
            Interlocked.Add(ref bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        })).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double[] cpu = [.. records.SelectMany(r => r.Processor).Order()];
        double[] clock = [.. records.SelectMany(r => r.Wall).Order()];
        double sum = cpu.Sum();
        int n = cpu.Length;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"QUERY\tkb\t{label}\t{n}\t{hits}\t{cpu[n / 2]:F1}\t{cpu[(int)(n * 0.99)]:F1}\t{sum / n:F1}\t{clock[n / 2]:F1}\t{clock[(int)(n * 0.99)]:F1}\t{n / (sum / 1e6):F1}\t{n / wall:F1}\t{bytes / n}"));
        output.Flush();
    }

    // Runs the queries in turn until this thread has spent so much processor time on them.
    private static void Spin(IndexSearcher searcher, string[][] queries, bool count, double seconds, Record record)
    {
        double used = 0;
        while (used < seconds * 1e6)
        {
            foreach (string[] query in queries)
            {
                long wall = Stopwatch.GetTimestamp();
                double before = ThreadClock.Microseconds();
                Search(searcher, query, count);
                double spent = ThreadClock.Microseconds() - before;
                used += spent;
                record.Processor.Add(spent);
                record.Wall.Add(Stopwatch.GetElapsedTime(wall).TotalMicroseconds);
            }
        }
    }

    private static long Search(IndexSearcher searcher, string[] query, bool count) =>
        query[1] == "product" ? Product(searcher, query) : searcher.Search(Make(query), 10, count ? int.MaxValue : 1000).TotalHits;

    // The product's own query: its total, with all counts mixed in so that another result is another number.
    private static long Product(IndexSearcher searcher, string[] query)
    {
        var result = searcher.Search(new SearchRequest(Make(query)) { Top = 10, Threshold = int.MaxValue, Facets = Columns });
        long sum = result.Top.TotalHits;
        foreach (var column in result.Facets.Values)
        {
            foreach (long count in column.Values)
            {
                sum += count * count;
            }
        }

        return sum;
    }

    private static Query Make(string[] fields)
    {
        var words = fields.Skip(2).Select(w => (TermBytes)w).ToArray();
        return fields[1] switch
        {
            "term" => new TermQuery("body", words[0]),
            "and" => BooleanQuery.And([.. words.Select(w => new TermQuery("body", w))]),
            "product" => BooleanQuery.And([.. fields.Skip(2).Select(g => new TermGroupQuery("body", g.Split('|').Select(t => new WeightedTerm(t))))]),
            "or" => BooleanQuery.Or([.. words.Select(w => new TermQuery("body", w))]),
            "phrase" => new PhraseQuery("body", 0, words),
            "prefix" => new PrefixQuery("body", words[0]),
            "wildcard" => new WildcardQuery("body", fields[2]),
            "fuzzy1" => new FuzzyQuery("body", fields[2], 1),
            "fuzzy2" => new FuzzyQuery("body", fields[2], 2),
            "filter" => new BooleanQuery(
                new Clause(Occur.Must, new TermQuery("body", words[0])),
                new Clause(Occur.Filter, new PointRangeQuery("year", int.Parse(fields[3], CultureInfo.InvariantCulture), int.Parse(fields[4], CultureInfo.InvariantCulture)))),
            _ => throw new FormatException($"unknown kind of query: {fields[1]}"),
        };
    }

    private static string Status(string key) =>
        File.ReadLines("/proc/self/status").First(l => l.StartsWith(key, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1];

    private sealed record Record
    {
        public List<double> Processor { get; } = new(1 << 16);

        public List<double> Wall { get; } = new(1 << 16);
    }
}
