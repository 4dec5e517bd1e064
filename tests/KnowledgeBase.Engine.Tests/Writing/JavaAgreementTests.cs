using KnowledgeBase.Cli.Lucene;

namespace KnowledgeBase.Engine.Tests.Writing;

/// <summary>What we write, Java finds clean, reads as it reads its own index of the same lines, and searches with the same hits.</summary>
public sealed class JavaAgreementTests : IDisposable
{
    private readonly string work = Directory.CreateTempSubdirectory("agreement").FullName;

    public void Dispose() => Directory.Delete(work, recursive: true);

    [Theory]
    [InlineData(400, 11, "--perSegment=90", false)]
    [InlineData(600, 13, "--perSegment=70", true)]
    public void An_index_of_ours_is_to_Java_as_its_own(int documents, int seed, string segments, bool merged)
    {
        if (JavaShell.Folder == null) return;
        var corpus = Path.Combine(work, "corpus");
        JavaShell.Run("corpus.sh", documents.ToString(System.Globalization.CultureInfo.InvariantCulture), corpus, seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var lines = File.ReadAllLines(corpus + ".jsonl").ToList();
        foreach (var i in new[] { 3, 17, 64, 65, 150, 151, 152 }) lines.Insert(documents / 2, $$"""{"op":"delete","term":["id","doc{{i}}"]}""");
        lines.Add("""{"op":"delete","term":["id","doc1"]}""");
        lines.Add("""{"op":"commit","user":{"k":"v"}}""");
        if (merged) lines.Add("""{"op":"merge","segments":1}""");
        File.WriteAllLines(corpus + ".jsonl", lines);
        string ours = Path.Combine(work, "ours"), java = Path.Combine(work, "java");

        Assert.Equal(0, Build.Run([segments, corpus + ".jsonl", ours], TextWriter.Null, Console.Error));
        // Java's own merge may change the order of documents; one segment keeps it.
        Assert.Equal(0, JavaShell.Run("make.sh", merged ? ["--merge=tiered", corpus + ".jsonl", java] : [segments, corpus + ".jsonl", java]).Code);

        var check = JavaShell.Run("check.sh", "--quiet", "--slow", ours);
        Assert.True(check.Code == 0, check.Output);
        Assert.Equal(JavaShell.Run("dump.sh", "--logical", java).Output, JavaShell.Run("dump.sh", "--logical", ours).Output);
        var full = Hits(ours, corpus, "max");
        Assert.Equal(Hits(java, corpus, "max"), full);
        Assert.Equal(full, Hits(ours, corpus, "0"));
    }

    private static string Hits(string index, string corpus, string threshold) =>
        string.Join('\n', JavaShell.Run("search.sh", "--threshold=" + threshold, index, corpus + ".queries").Output.Split('\n').Where(l => !l.StartsWith("T\t", StringComparison.Ordinal)));
}
