using System.Diagnostics;
using System.Globalization;
using System.Text;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Cli.Lucene;

/// <summary>
/// <c>kb lucene bench growth DIR DOCUMENTS...</c>: how indexing, size and queries change with the number of documents. The documents are made up, the same in every run:
/// 131 words each on average, of two million by Zipf's law, with a year and three columns to count by. Each number of documents gets an index of its own in DIR.
/// </summary>
public static class BenchGrowth
{
    private const int Vocabulary = 2_000_000;
    private const int Seed = 20;
    private const int Repetitions = 15;
    private static readonly string[] Columns = ["type", "theme", "place"];

    /// <summary>Exit code 0, or 3 for wrong use.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        int documents = 0;
        if (args.Length < 2 || args.Skip(1).Any(a => !int.TryParse(a, CultureInfo.InvariantCulture, out documents) || documents < 1))
        {
            errors.WriteLine("usage: kb lucene bench growth DIR DOCUMENTS...");
            return 3;
        }

        output.WriteLine("GROWTH\tdocuments\twall s\tprocessor s\tdocuments per processor s\tMB\tbytes per document\tsegments\tpeak MB");
        output.WriteLine("QUERY\tdocuments\tkind\thits\tmedian µs\tbytes allocated");
        foreach (string count in args.Skip(1))
        {
            string folder = Path.Combine(args[0], count);
            Fill(folder, int.Parse(count, CultureInfo.InvariantCulture), output);
            Ask(folder, count, output);
            output.Flush();
        }

        return 0;
    }

    private static void Fill(string folder, int count, TextWriter output)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var texts = new Texts(Seed);
        long wall = Stopwatch.GetTimestamp();
        double processor = ThreadClock.Microseconds();
        double making = 0;
        using var directory = new FileSystemDirectory(folder);
        using (var writer = IndexWriter.Open(directory, new IndexWriterOptions { BackgroundMerges = false }))
        {
            var document = new IndexDocument();
            for (int i = 0; i < count; i++)
            {
                double before = ThreadClock.Microseconds();
                texts.Make(document, i);
                making += ThreadClock.Microseconds() - before;
                writer.AddDocument(document);
            }

            writer.Commit();
        }

        double seconds = (ThreadClock.Microseconds() - processor - making) / 1e6;
        using var snapshot = IndexSnapshot.Open(directory);
        long size = directory.ListAll().Sum(directory.Length);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"GROWTH\t{count}\t{Stopwatch.GetElapsedTime(wall).TotalSeconds:F1}\t{seconds:F1}\t{count / seconds:F0}\t{size / 1e6:F1}\t{size / count}\t{snapshot.Segments.Count}\t{Process.GetCurrentProcess().PeakWorkingSet64 >> 20}"));
    }

    private static void Ask(string folder, string count, TextWriter output)
    {
        using var directory = new FileSystemDirectory(folder);
        using var snapshot = IndexSnapshot.Open(directory);
        var searcher = new IndexSearcher(snapshot);
        foreach (var (kind, queries) in Queries())
        {
            var times = new List<double>();
            long hits = 0;
            long bytes = 0;
            for (int n = 0; n < Repetitions; n++)
            {
                foreach (var query in queries)
                {
                    long allocated = GC.GetAllocatedBytesForCurrentThread();
                    double before = ThreadClock.Microseconds();
                    long found = kind == "product"
                        ? searcher.Search(new SearchRequest(query) { Threshold = int.MaxValue, Facets = Columns }).Top.TotalHits
                        : searcher.Search(query, 10).TotalHits;
                    if (n >= Repetitions / 3)
                    {
                        times.Add(ThreadClock.Microseconds() - before);
                        bytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
                        hits += n == Repetitions - 1 ? found : 0;
                    }
                }
            }

            times.Sort();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"QUERY\t{count}\t{kind}\t{hits / queries.Length}\t{times[times.Count / 2]:F0}\t{bytes / times.Count}"));
        }
    }

    // By rank: about one document in five has a word of rank 40, one in fifty one of rank 400.
    private static IEnumerable<(string Kind, Query[] Queries)> Queries()
    {
        int[] some = [.. Enumerable.Range(0, 20)];
        TermQuery Word(int rank) => new("body", Texts.Word(rank));
        yield return ("frequent term", [.. some.Select(i => Word(40 + i))]);
        yield return ("mid term", [.. some.Select(i => Word(2_000 + i))]);
        yield return ("AND, frequent", [.. some.Select(i => BooleanQuery.And(Word(40 + i), Word(70 + i)))]);
        yield return ("AND, frequent + mid", [.. some.Select(i => BooleanQuery.And(Word(40 + i), Word(2_000 + i)))]);
        yield return ("OR of 3", [.. some.Select(i => BooleanQuery.Or(Word(40 + i), Word(70 + i), Word(2_000 + i)))]);
        yield return ("phrase, frequent words", [.. some.Select(i => new PhraseQuery("body", 0, Texts.Word(10 + i), Texts.Word(40 + i)))]);
        yield return ("prefix", [.. some.Select(i => new PrefixQuery("body", Texts.Word(40 + i)[..3]))]);
        yield return ("fuzzy, one edit", [.. some.Select(i => new FuzzyQuery("body", Texts.Word(2_000 + i), 1))]);
        yield return ("product", [.. some.Select(i => BooleanQuery.And(Group(40 + i), Group(400 + i)))]);
        static TermGroupQuery Group(int rank) => new("body", Enumerable.Range(0, 4).Select(k => new WeightedTerm(Texts.Word(rank + (100 * k)))));
    }

    private sealed class Texts(int seed)
    {
        private static readonly double Scale = Math.Log(Vocabulary + 1);
        private readonly Random random = new(seed);
        private readonly byte[] word = new byte[16];

        // Letters that look as if drawn, so that words of neighbouring ranks do not share their beginning; no two ranks have one word.
        public static string Word(int rank)
        {
            Span<byte> bytes = stackalloc byte[16];
            return Encoding.ASCII.GetString(bytes[..Spell(rank, bytes)]);
        }

        public void Make(IndexDocument document, int number)
        {
            document.Clear();
            document.AddStored("id", number);
            document.AddPoint("year", 1900 + random.Next(120));
            document.AddSortedSet("type", "type" + random.Next(12));
            document.AddSortedSet("theme", "theme" + random.Next(60));
            document.AddSortedSet("place", "place" + random.Next(900));
            document.BeginText("body", TextOptions.Default);
            for (int i = 12 + random.Next(239); i > 0; i--)
            {
                int rank = (int)Math.Exp(random.NextDouble() * Scale);
                document.AddToken(word.AsSpan(0, Spell(rank, word)));
            }
        }

        private static int Spell(int rank, Span<byte> bytes)
        {
            // An odd factor modulo a power of two moves each rank to a place of its own.
            uint mixed = (uint)rank * 2_654_435_761u & 0xFFFFFF;
            int length = 0;
            do
            {
                bytes[length++] = (byte)('a' + (mixed % 26));
                mixed /= 26;
            }
            while (mixed > 0);
            return length;
        }
    }
}
