using KnowledgeBase.Cli.Lucene;

namespace KnowledgeBase.Cli.Commands;

/// <summary>
/// <c>kb lucene VERB …</c>: the engine alone, on an index written by us or by Java. Arguments, output and exit codes are
/// those of the Java oracle, so the words after the verb are handed on as they are.
/// </summary>
internal static class LuceneCommand
{
    private const string Usage =
        """
        usage: kb lucene build LINES INDEX [options]      an index from lines of analysed tokens
               kb lucene search INDEX QUERIES [options]   best documents with score bits
               kb lucene check INDEX                      is everything in the index true?
               kb lucene dump INDEX [--logical]           the whole index as lines
               kb lucene bench index|merge|query|open|growth|snapshot …   the engine's speed, as the Java programs beside it print theirs
        """;

    public static int Run(string[] args)
    {
        // The lines carry whatever the index holds; a console encoding of its own would change them.
        using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
        switch (args)
        {
            case ["build", .. var rest]:
                return Build.Run(rest, output, Console.Error);
            case ["search", .. var rest]:
                return Lucene.Search.Run(rest, output, Console.Error);
            case ["check", .. var rest]:
                return Check.Run(rest, output, Console.Error);
            case ["bench", "index", .. var rest]:
                return BenchIndex.Index(rest, output, Console.Error);
            case ["bench", "merge", .. var rest]:
                return BenchIndex.Merge(rest, output, Console.Error);
            case ["bench", "query", .. var rest]:
                return BenchQuery.Query(rest, output, Console.Error);
            case ["bench", "open", .. var rest]:
                return BenchQuery.Open(rest, output, Console.Error);
            case ["bench", "growth", .. var rest]:
                return BenchGrowth.Run(rest, output, Console.Error);
            case ["bench", "snapshot", .. var rest]:
                return BenchSnapshot.Run(rest, output, Console.Error);
            case ["dump", .. var rest]:
                return Dump.Run(rest, output, Console.Error);
            default:
                Console.Error.WriteLine(Usage);
                return ExitCode.WrongUsage;
        }
    }
}
