using System.Globalization;
using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Cli.Lucene.Soaking;

/// <summary>
/// <c>kb soak flips [--minutes N] [--seed N] [--flips N] [--documents N]</c>: single bits of a larger index flipped at random. The check must find each one;
/// and who reads or searches without checking meets an error of the format or goes on, in bounded time and memory.
/// </summary>
public static class FlipSoak
{
    private const long MostAllocated = 256L << 20;

    /// <summary>Exit code 0 when every flip was found and did no harm, 1 when one was not, 3 for wrong use.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (SoakArguments.Parse(args, errors, "flips", ("flips", 5000), ("documents", 20_000)) is not { } options) return 3;
        var random = new Random(options["seed"]);
        using var directory = Made(options["seed"], options["documents"]);
        var files = directory.ListAll().Select(f => (Name: f, Length: directory.Length(f))).ToList();
        var total = files.Sum(f => f.Length);
        var truth = Answers(directory);
        int flips = 0, refused = 0, same = 0;
        long most = 0;
        for (; options.GoesOn(flips, "flips"); flips++)
        {
            var at = random.NextInt64(total);
            var file = files.SkipWhile(f => (at -= f.Length) >= 0).First();
            var content = directory.Content(file.Name);
            var damaged = content.ToArray();
            damaged[at + file.Length] ^= (byte)(1 << random.Next(8));
            directory.Put(file.Name, damaged);
            if (IndexCheck.Run(directory).IsSound)
            {
                errors.WriteLine($"flip {flips}: not found, byte {at + file.Length} of {file.Name}");
                return 1;
            }
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                same += Answers(directory).SequenceEqual(truth) ? 1 : 0;
            }
            catch (IOException)
            {
                refused++;
            }
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
            directory.Put(file.Name, content);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"SOAK flips bytes={total} flips={flips} found={flips} unchecked: refused={refused} same={same} other={flips - refused - same} mostAllocatedKB={most / 1024}"));
        return most <= MostAllocated ? 0 : 1;
    }

    private static MemoryDirectory Made(int seed, int documents)
    {
        var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, new IndexWriterOptions { BackgroundMerges = false, BufferDocuments = Math.Max(2, documents / 3), MergePolicy = null });
        var history = new RandomHistory(seed);
        while (history.Now.Count < documents) history.Add(writer);
        history.Commit(writer);
        return directory;
    }

    private static List<ScoreDoc> Answers(IndexDirectory directory)
    {
        using var snapshot = IndexSnapshot.Open(directory);
        var searcher = new IndexSearcher(snapshot);
        var answers = new List<ScoreDoc>();
        foreach (var word in new[] { "w0", "w6", "w12", "w36", "w99", "w840" })
        {
            answers.AddRange(searcher.Search(new TermQuery("body", word), 20, int.MaxValue).Hits);
            answers.AddRange(searcher.Search(new PhraseQuery("body", 2, word, "w0"), 20, 0).Hits);
            answers.AddRange(searcher.Search(BooleanQuery.Or(new TermQuery("body", word), new PointRangeQuery("length", 3, 5)), 20, 0).Hits);
        }
        return answers;
    }
}
