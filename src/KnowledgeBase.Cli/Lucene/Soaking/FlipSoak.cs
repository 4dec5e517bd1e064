using System.Diagnostics;
using System.Globalization;
using System.Text;
using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Cli.Lucene.Soaking;

/// <summary>
/// <c>kb soak flips [--minutes N] [--seed N] [--flips N] [--documents N]</c>: single bits of an index of tens of megabytes flipped at random. Opened as the product
/// opens it, with checksums, each must be refused or do no harm, and every hundredth is given to the check as well. Who opens without them, as Java does,
/// meets an error of the format or goes on, in bounded time and memory; how often the hits are then others is counted.
/// </summary>
public static class FlipSoak
{
    private const long MostAllocated = 256L << 20;
    private const int Words = 300;

    /// <summary>Exit code 0 when no flip gave a wrong answer to who verified and none cost much, 1 when one did, 3 for wrong use.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (SoakArguments.Parse(args, errors, "flips", ("flips", 5000), ("documents", 20_000)) is not { } options) return 3;
        var folder = Directory.CreateTempSubdirectory("flips").FullName;
        try
        {
            using var directory = new FileSystemDirectory(folder);
            Make(directory, options["seed"], options["documents"]);
            return Flip(directory, folder, options, output, errors);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Flip(FileSystemDirectory directory, string folder, SoakArguments options, TextWriter output, TextWriter errors)
    {
        var random = new Random(options["seed"]);
        var files = directory.ListAll().Where(f => f != IndexLock.FileName).Select(f => (Name: f, Length: directory.Length(f))).ToList();
        var total = files.Sum(f => f.Length);
        var truth = Answers(directory, verify: false);
        var sound = (Plain: Look.At(directory, false, truth), Verified: Look.At(directory, true, truth));
        var verified = new Looks();
        var plain = new Looks();
        for (; options.GoesOn(plain.Count, "flips");)
        {
            var at = random.NextInt64(total);
            var file = files.SkipWhile(f => (at -= f.Length) >= 0).First();
            at += file.Length;
            var bit = (byte)(1 << random.Next(8));
            Change(folder, file.Name, at, bit);
            verified.Add(Look.At(directory, true, truth));
            plain.Add(Look.At(directory, false, truth));
            var findings = plain.Count % 100 == 1 ? IndexCheck.Run(directory).Findings : null;
            Change(folder, file.Name, at, bit);
            if (verified.Other == 0 && findings?.Any(f => (f.Part + f.Message).Contains(file.Name, StringComparison.Ordinal)) != false) continue;
            errors.WriteLine($"flip {plain.Count}, byte {at} of {file.Name}: {(verified.Other > 0 ? "other hits though checksums were verified" : "the check does not name it")}");
            return 1;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SOAK flips bytes={total} flips={plain.Count} verified: {verified} unverified: {plain} soundMs={sound.Plain.Time.TotalMilliseconds:F0} soundVerifiedMs={sound.Verified.Time.TotalMilliseconds:F0}"));
        return Math.Max(plain.MostAllocated, verified.MostAllocated) <= MostAllocated ? 0 : 1;
    }

    private static void Make(IndexDirectory directory, int seed, int documents)
    {
        var random = new Random(seed);
        using var writer = IndexWriter.Open(directory, new IndexWriterOptions { BackgroundMerges = false, BufferDocuments = Math.Max(2, documents / 3), MergePolicy = null });
        var document = new IndexDocument();
        var text = new StringBuilder();
        for (var d = 0; d < documents; d++)
        {
            document.Clear();
            document.AddKeyword("id", "d" + d.ToString(CultureInfo.InvariantCulture));
            document.BeginText("body", TextOptions.Default);
            text.Clear();
            for (var i = 0; i < Words; i++)
            {
                var word = "w" + (random.Next(300) * random.Next(300)).ToString(CultureInfo.InvariantCulture);
                document.AddToken(Encoding.UTF8.GetBytes(word));
                text.Append(word).Append(' ');
            }
            document.AddStored("body", text.ToString());
            document.AddPoint("year", random.Next(1900, 2026));
            document.AddNumericDocValue("year", random.Next(1900, 2026));
            document.AddSortedSet("topic", "topic" + random.Next(40).ToString(CultureInfo.InvariantCulture));
            writer.AddDocument(document);
        }
        for (var d = 0; d < documents; d += 50) writer.DeleteDocuments("id", Encoding.UTF8.GetBytes("d" + d.ToString(CultureInfo.InvariantCulture)));
        writer.Commit();
    }

    private static void Change(string folder, string file, long at, byte bits)
    {
        using var handle = File.OpenHandle(Path.Combine(folder, file), FileMode.Open, FileAccess.ReadWrite);
        Span<byte> one = [0];
        RandomAccess.Read(handle, one, at);
        one[0] ^= bits;
        RandomAccess.Write(handle, one, at);
    }

    /// <summary>Hits, facets and a stored text: something of every file is read.</summary>
    private static List<string> Answers(IndexDirectory directory, bool verify)
    {
        using var snapshot = IndexSnapshot.Open(directory, verify: verify);
        var searcher = new IndexSearcher(snapshot);
        var answers = new List<string>();
        foreach (var word in new[] { "w6", "w3600", "w84000" })
        {
            answers.AddRange(searcher.Search(new TermQuery("body", word), 20, int.MaxValue).Hits.Select(h => h.ToString()));
            answers.AddRange(searcher.Search(new PhraseQuery("body", 2, word, "w0"), 20, 0).Hits.Select(h => h.ToString()));
            var found = searcher.Search(new SearchRequest(BooleanQuery.Or(new TermQuery("body", word), new PointRangeQuery("year", 1950, 1951))) { Facets = ["topic"], Histograms = [new Histogram("year", 10)] });
            answers.AddRange(found.Top.Hits.Select(h => h.ToString()));
            answers.AddRange(found.Facets["topic"].OrderBy(f => f.Key).Select(f => f.ToString()));
            answers.AddRange(found.Histograms["year"].Select(b => b.ToString()));
            if (found.Top.Hits.Length == 0) continue;
            var segment = snapshot.SegmentOf(found.Top.Hits[0].Doc);
            answers.AddRange(segment.Reader.Stored(found.Top.Hits[0].Doc - segment.Base).Select(f => f.Text));
        }
        return answers;
    }

    /// <summary>What came of opening the index and asking it: an error of the format, the right answers or others; and what it cost.</summary>
    private readonly record struct Look(bool Refused, bool Same, TimeSpan Time, long Allocated)
    {
        public static Look At(IndexDirectory directory, bool verify, List<string> truth)
        {
            var start = Stopwatch.GetTimestamp();
            var before = GC.GetAllocatedBytesForCurrentThread();
            bool refused = false, same = false;
            try
            {
                same = Answers(directory, verify).SequenceEqual(truth);
            }
            catch (IOException)
            {
                // A damaged name of a file reads as a file that is not there; all else is an error of the format.
                refused = true;
            }
            return new Look(refused, same, Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private sealed class Looks
    {
        private int refused, same;
        private TimeSpan slowest;

        public int Count => refused + same + Other;

        public int Other { get; private set; }

        public long MostAllocated { get; private set; }

        public void Add(Look look)
        {
            if (look.Refused) refused++;
            else if (look.Same) same++;
            else Other++;
            slowest = look.Time > slowest ? look.Time : slowest;
            MostAllocated = Math.Max(MostAllocated, look.Allocated);
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"refused={refused} same={same} other={Other} slowestMs={slowest.TotalMilliseconds:F0} mostAllocatedKB={MostAllocated / 1024}");
    }
}
