using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Engine.Bits;
using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Bits;

/// <summary>With instruction sets switched off, in a process of its own, the engine unpacks, checks and scores as with them.</summary>
public class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", true)]
    [InlineData("DOTNET_EnableAVX2", false)]
    [InlineData("DOTNET_EnableAVX", false)]
    [InlineData("DOTNET_EnableHWIntrinsic", false)]
    public void Without_vector_instructions_everything_comes_out_the_same(string setting, bool some)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Digest).Assembly.Location]) { RedirectStandardOutput = true };
        start.Environment[setting] = "0";
        using var process = Process.Start(start)!;
        string[] said = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal($"{some && Vector256.IsHardwareAccelerated} False", said[0]);
        Assert.Equal(Digest.Compute(), said[1]);
    }
}

/// <summary>
/// Blocks of every width, checksums, and the hits of the golden index in one number; and of an index of thousands of documents, in whose lists whole blocks
/// are packed, bounded, skipped, joined and scored at once, the bytes of the postings and the hits.
/// </summary>
internal static class Digest
{
    public static int Main()
    {
        Console.Write($"{Vector256.IsHardwareAccelerated} {Avx512F.IsSupported}\n{Compute()}\n");
        return 0;
    }

    public static string Compute()
    {
        var random = new Random(11);
        var all = new StringBuilder();
        var numbers = new int[128];
        for (int bits = 1; bits <= 31; bits++)
        {
            for (int round = 0; round < 40; round++)
            {
                var packed = new byte[bits * 16];
                random.NextBytes(packed);
                ForDecoder.Decode(packed, bits, numbers);
                all.AppendJoin(' ', numbers).Append('\n');
            }
        }

        var bytes = new byte[20_000];
        random.NextBytes(bytes);
        all.Append(Crc32.Compute(bytes));
        string golden = Path.Combine(Here(), "..", "golden", "cities");
        foreach (string threshold in (string[])["max", "0"])
        {
            var hits = new StringWriter { NewLine = "\n" };
            Cli.Lucene.Search.Run([$"--threshold={threshold}", golden, golden + ".queries"], hits, TextWriter.Null);
            all.Append(hits);
        }

        AddLarge(all);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }

    private static void AddLarge(StringBuilder all)
    {
        using var directory = new MemoryDirectory();
        using (var writer = IndexWriter.Open(directory, new IndexWriterOptions { MergePolicy = null, BufferDocuments = 1300 }))
        {
            var random = new Random(12);
            var document = new IndexDocument();
            for (int d = 0; d < 3000; d++)
            {
                document.Clear();
                document.AddKeyword("id", $"d{d}");
                document.BeginText("body", TextOptions.Default);
                for (int i = random.Next(3, 40); i > 0; i--)
                {
                    document.AddToken(Encoding.UTF8.GetBytes($"w{random.Next(24) * random.Next(24)}"), random.Next(9) == 0 ? 3 : 1);
                }

                document.AddPoint("year", random.Next(1900, 2000));
                document.AddNumericDocValue("year", random.Next(1900, 2000));
                document.AddSortedSet("topic", $"t{random.Next(30)}");
                writer.AddDocument(document);
            }

            for (int d = 0; d < 3000; d += 31)
            {
                writer.DeleteDocuments("id", Encoding.UTF8.GetBytes($"d{d}"));
            }

            writer.Commit();
            Search(directory, all);
            writer.ForceMerge(1);
            writer.Commit();
            Search(directory, all);
        }

        foreach (var (kind, name) in new[] { FileKind.PostingsDoc, FileKind.PostingsPos }.SelectMany(k => directory.ListAll().Where(f => f.EndsWith("." + k.Extension, StringComparison.Ordinal)).Select(f => (k, f))))
        {
            // The header has a random id, the footer the checksum over it.
            all.Append(Convert.ToHexString(SHA256.HashData(directory.Content(name).AsSpan()[Envelope.HeaderLength(kind, FileKind.PostingsSuffix)..^Envelope.FooterLength])));
        }

        all.AppendJoin('\n', IndexCheck.Run(directory).Findings);
    }

    private static void Search(MemoryDirectory directory, StringBuilder all)
    {
        using var snapshot = IndexSnapshot.Open(directory);
        var searcher = new IndexSearcher(snapshot);
        var random = new Random(13);
        string Word() => $"w{random.Next(12) * random.Next(24)}";
        for (int i = 0; i < 12; i++)
        {
            Query[] queries =
            [
                new TermQuery("body", Word()), BooleanQuery.Or(new TermQuery("body", Word()), new TermQuery("body", Word()), new TermQuery("body", "w0")), BooleanQuery.And(new TermQuery("body", Word()), new TermQuery("body", "w0")),
                new PhraseQuery("body", 0, Word(), "w0"), new PhraseQuery("body", 3, "w0", Word()), new TermGroupQuery("body", [new(Word(), 0.5f), new("w0")]),
                new NearQuery("body", [new([new(Word())]), new([new("w0"), new(Word())])], 3, ordered: false), new PrefixQuery("body", "w1"), new WildcardQuery("body", "w*2"), new FuzzyQuery("body", Word(), 1),
                BooleanQuery.And(new TermQuery("body", "w0"), new PointRangeQuery("year", 1920, 1970)), new DisjunctionMaxQuery([new TermQuery("body", Word()), new TermQuery("body", "w0")], 0.3f),
            ];
            foreach (var query in queries)
            {
                all.AppendJoin(' ', searcher.Search(query, 10, int.MaxValue).Hits.Select(h => $"{h.Doc}:{BitConverter.SingleToInt32Bits(h.Score):x}")).Append('\n');
                all.AppendJoin(' ', searcher.Search(query, 10, 0).Hits.Select(h => $"{h.Doc}:{BitConverter.SingleToInt32Bits(h.Score):x}")).Append('\n');
                var counted = searcher.Search(new SearchRequest(query) { Facets = ["topic"], Histograms = [new Histogram("year", 10)], Sort = new SortOrder("year") });
                all.Append(counted.Top.TotalHits).AppendJoin(' ', counted.Top.Hits.Select(h => h.Doc)).AppendJoin(' ', counted.Facets["topic"].OrderBy(f => f.Key)).AppendJoin(' ', counted.Histograms["year"]).Append('\n');
            }
        }
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
