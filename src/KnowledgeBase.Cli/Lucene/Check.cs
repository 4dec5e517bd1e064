using System.Globalization;
using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Cli.Lucene;

/// <summary><c>kb lucene check INDEX</c>: verifies an index, its meaning included, and names the damaged parts.</summary>
public static class Check
{
    /// <summary>Exit code 0 clean, 1 corrupt, 2 no commit, 3 wrong use.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var folders = args.Where(a => a is not ("--slow" or "--quiet" or "--checksums")).ToArray();
        if (folders.Length != 1 || folders[0].StartsWith("--", StringComparison.Ordinal))
        {
            errors.WriteLine("usage: kb lucene check INDEX");
            return 3;
        }
        if (!Directory.Exists(folders[0]))
        {
            output.WriteLine("CHECKINDEX result=nocommit detail=no such directory");
            return 2;
        }
        using var directory = new FileSystemDirectory(folders[0]);
        var result = IndexCheck.Run(directory);
        foreach (var finding in result.Findings) output.WriteLine($"{finding.Segment}\t{finding.Part}\t{finding.Message}");
        if (!result.HasCommit)
        {
            output.WriteLine($"CHECKINDEX result=nocommit detail={(result.Findings.Count > 0 ? result.Findings[0].Message : "no segments file")}");
            return 2;
        }
        output.WriteLine(result.IsSound
            ? string.Create(CultureInfo.InvariantCulture, $"CHECKINDEX result=clean segments={result.Segments} maxDoc={result.MaxDoc} deleted={result.Deleted}")
            : string.Create(CultureInfo.InvariantCulture, $"CHECKINDEX result=corrupt segments={result.Segments} bad={result.DamagedSegments} lostDocs={result.LostDocuments}"));
        return result.IsSound ? 0 : 1;
    }
}
