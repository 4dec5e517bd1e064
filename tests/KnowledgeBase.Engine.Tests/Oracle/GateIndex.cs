using System.Text;
using KnowledgeBase.Cli.Lucene;
using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Tests.Oracle;

/// <summary>The same lines written by this engine and by Java, in two folders that go with it; and the comparisons.</summary>
internal sealed class GateIndex : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gate").FullName;
    private int files;

    public GateIndex(IEnumerable<string> lines, params string[] options)
    {
        string file = Written(lines);
        Build(file, Ours, options);
        JavaOracle.Make([.. options, file, Java]);
    }

    public string Ours => Path.Combine(folder, "ours");

    public string Java => Path.Combine(folder, "java");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A file of lines beside the indexes.</summary>
    public string Written(IEnumerable<string> lines)
    {
        string file = Path.Combine(folder, $"lines{files++}");
        File.WriteAllLines(file, lines, new UTF8Encoding(false));
        return file;
    }

    public static void Build(string lines, string index, params string[] options)
    {
        var errors = new StringWriter();
        Assert.True(Cli.Lucene.Build.Run([.. options, lines, index], TextWriter.Null, errors) == 0, errors.ToString());
    }

    /// <summary>Both engines find nothing wrong with it.</summary>
    public static void AssertSound(string index)
    {
        string found = JavaOracle.Check(index);
        Assert.True(found.Length == 0, found);
        using var directory = new FileSystemDirectory(index);
        Assert.Equal("", string.Join('\n', IndexCheck.Run(directory).Findings));
    }

    /// <summary>The two engines read the same from it.</summary>
    public static void AssertReadAlike(string index)
    {
        AssertSame(JavaOracle.Dump(index), OurDump(index));
        AssertSame(JavaOracle.Dump("--logical", index), OurDump("--logical", index));
    }

    public static string OurDump(params string[] arguments)
    {
        var output = new StringWriter { NewLine = "\n" };
        var errors = new StringWriter();
        Assert.True(Dump.Run(arguments, output, errors) == 0, errors.ToString());
        return output.ToString();
    }

    /// <summary>Hits of Java on Java's index, Java on ours, ours on ours and ours on Java's, scored in full and pruned, are the same.</summary>
    public void AssertSearchedAlike(IReadOnlyList<string> queries, int k)
    {
        string file = Written(queries);
        string truth = Hits(JavaOracle.Search($"--k={k}", Java, file));
        AssertSame(truth, Hits(OurHits(Java, file, k, "max")));
        AssertSame(truth, Hits(OurHits(Ours, file, k, "max")));
        string hits = WithoutTotals(truth);
        AssertSame(hits, WithoutTotals(Hits(OurHits(Java, file, k, "0"))));
        AssertSame(hits, WithoutTotals(Hits(OurHits(Ours, file, k, "0"))));
        AssertSame(hits, WithoutTotals(Hits(JavaOracle.Search($"--k={k}", "--threshold=0", Ours, file))));
    }

    /// <summary>The first difference between two texts of lines, with the lines that lead to it.</summary>
    public static void AssertSame(string expected, string actual)
    {
        if (expected == actual)
        {
            return;
        }

        string[] x = expected.Split('\n'), y = actual.Split('\n');
        int at = 0;
        while (at < x.Length && at < y.Length && x[at] == y[at])
        {
            at++;
        }

        string query = x.Take(at + 1).LastOrDefault(l => l.StartsWith("Q\t", StringComparison.Ordinal)) ?? "";
        static string Show(string[] lines, int at) => string.Join('\n', lines.Skip(Math.Max(0, at - 3)).Take(8).Select(l => l.Length > 300 ? l[..300] : l));
        Assert.Fail($"They differ at line {at}. {query}\nexpected:\n{Show(x, at)}\nfound:\n{Show(y, at)}");
    }

    private static string OurHits(string index, string queries, int k, string threshold)
    {
        var output = new StringWriter { NewLine = "\n" };
        var errors = new StringWriter();
        Assert.True(Cli.Lucene.Search.Run([$"--top={k}", $"--threshold={threshold}", index, queries], output, errors) == 0, errors.ToString());
        return output.ToString();
    }

    /// <summary>Scores as bits only: how they are written in decimals is not the matter.</summary>
    private static string Hits(string lines) =>
        string.Join('\n', lines.Split('\n').Select(l => l.StartsWith("H\t", StringComparison.Ordinal) ? string.Join('\t', l.Split('\t').Take(4)) : l));

    private static string WithoutTotals(string lines) => string.Join('\n', lines.Split('\n').Where(l => !l.StartsWith("T\t", StringComparison.Ordinal)));
}
