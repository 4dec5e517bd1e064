using System.Runtime.CompilerServices;
using KnowledgeBase.Cli.Lucene;
using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Tests.Checking;

public class EveryByteTests
{
    [Fact]
    public void Each_byte_of_the_golden_index_flipped_is_found_and_does_no_harm_to_who_reads_unchecked()
    {
        using var directory = new MemoryDirectory();
        string golden = Path.Combine(Here(), "..", "golden", "cities");
        foreach (string file in Directory.GetFiles(golden))
        {
            directory.Put(Path.GetFileName(file), File.ReadAllBytes(file));
        }

        var queries = File.ReadAllLines(golden + ".queries").Where(l => l.StartsWith('(')).Select(QueryParser.Parse).ToList();
        int flipped = 0;
        foreach (string name in directory.ListAll().Where(n => n != IndexLock.FileName))
        {
            byte[] content = directory.Content(name);
            for (int i = 0; i < content.Length; i++)
            {
                byte[] damaged = content.ToArray();
                damaged[i] ^= (byte)(1 << (i % 8));
                directory.Put(name, damaged);
                Assert.False(IndexCheck.Run(directory).IsSound, $"byte {i} of {name}");
                flipped++;
                if (i % 3 != 0)
                {
                    continue;
                }

                long before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    using var snapshot = IndexSnapshot.Open(directory);
                    var searcher = new IndexSearcher(snapshot);
                    searcher.Search(queries[i % queries.Count], 10, i % 2 == 0 ? 0 : int.MaxValue);
                    snapshot.Segments[0].Reader.Stored(0);
                }
                catch (IOException)
                {
                    // Refused by name, as damage is.
                }

                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
            }

            directory.Put(name, content);
        }

        Assert.True(flipped > 15_000, $"{flipped}");
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
