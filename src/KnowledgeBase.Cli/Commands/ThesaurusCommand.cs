using System.CommandLine;
using KnowledgeBase.Text.Vocabularies;

namespace KnowledgeBase.Cli.Commands;

/// <summary>
/// <c>kb thesaurus add</c> and <c>list</c>: the vocabularies that queries are translated with. They lie as files in the data
/// directory; the index looks there every few seconds, so that a running server needs no word of it.
/// </summary>
internal static class ThesaurusCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("FILE-or-FOLDER") { Description = "SKOS as .rdf, .xml or .nt, or a table .tsv; compressed (.gz) or not" };
        var add = new Command("add", "Translate queries with these vocabularies too") { path };
        add.SetAction(parse => Add(parse.DataDirectory(), Path.GetFullPath(parse.GetValue(path)!)));
        var list = new Command("list", "The vocabularies that were added, with their concepts and languages");
        list.SetAction(parse => List(parse.DataDirectory()));
        return new Command("thesaurus", "Vocabularies that queries are translated with") { add, list };
    }

    /// <summary>The folder that a file comes from is the vocabulary it belongs to: entries of the same id in its files are one.</summary>
    private static string Vocabulary(string file)
    {
        var name = string.Concat((Path.GetFileName(Path.GetDirectoryName(file)) ?? "").Where(c => char.IsLetterOrDigit(c) || c is '-' or '_'));
        return name.Length > 0 ? name : "added";
    }

    private static string Folder(string data) => Path.Combine(data, "vocabularies");

    private static int Add(string data, string path)
    {
        var root = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        string[] files = Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(VocabularyFile.IsOne).Order(StringComparer.Ordinal)]
            : [path];
        if (!Directory.Exists(data))
        {
            throw new CommandFailure($"there is no archive at {data}");
        }

        Directory.CreateDirectory(Folder(data));
        var added = 0;
        foreach (var file in files)
        {
            try
            {
                var concepts = VocabularyFile.Read(file);
                Copy(file, Path.Combine(Folder(data), Vocabulary(file), Path.GetFileName(file)));
                Console.WriteLine($"{Path.GetRelativePath(root, file)}: {Said(concepts)}");
                added++;
            }
            catch (VocabularyException fault)
            {
                Console.Error.WriteLine($"not added: {Path.GetRelativePath(root, file)}: {fault.Message}");
            }
        }

        return added > 0 ? ExitCode.Done : throw new CommandFailure($"no vocabulary was found in {path}");
    }

    private static int List(string data)
    {
        string[] files = Directory.Exists(Folder(data)) ? Directory.GetFiles(Folder(data), "*", SearchOption.AllDirectories) : [];
        foreach (var file in files.Where(VocabularyFile.IsOne).Order(StringComparer.Ordinal))
        {
            Console.WriteLine($"{Path.GetRelativePath(Folder(data), file)}: {Said(VocabularyFile.Read(file))}");
        }

        return ExitCode.Done;
    }

    private static string Said(IReadOnlyList<Concept> concepts) =>
        $"{concepts.Count} concepts, {concepts.SelectMany(c => c.Labels).Select(l => l.Language).Distinct().Count()} languages";

    /// <summary>The file is whole or not there, whenever the server looks.</summary>
    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var beside = to + ".part";
        File.Copy(from, beside, overwrite: true);
        File.Move(beside, to, overwrite: true);
    }
}
