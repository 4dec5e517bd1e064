using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion.Describing;

namespace KnowledgeBase.Ingestion;

/// <summary>A file to be taken in.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">The name it is given in the archive: relative to the folder named.</param>
/// <param name="Metadata">From its sidecars.</param>
public sealed record FoundFile(string Path, string Name, Metadata Metadata);

/// <summary>Walks files and folders with the metadata beside them.</summary>
public static class FolderSource
{
    private const string Table = "metadata.csv";

    /// <summary>
    /// The files under a path in a fixed order. <c>NAME.json</c> beside <c>NAME.pdf</c> (or <c>NAME.pdf.json</c>) describes
    /// that file and is not taken itself; <c>metadata.csv</c> describes, by its column <c>file</c>, files of its folder and
    /// below; the nearer description wins field by field. Links and hidden files are passed over.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    public static IEnumerable<FoundFile> Walk(string path)
    {
        if (File.Exists(path))
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var beside = Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).ToHashSet(StringComparer.Ordinal);
            return [new FoundFile(path, Path.GetFileName(path), Describe(folder, Path.GetFileName(path), beside, ReadTable(folder, "")))];
        }

        return Directory.Exists(path)
            ? Walk(Path.GetFullPath(path), "", new Dictionary<string, Metadata>(StringComparer.Ordinal))
            : throw new FileNotFoundException($"There is no file or folder {path}.", path);
    }

    /// <summary>How many files <see cref="Walk(string)"/> finds, without reading what is beside them.</summary>
    public static int Count(string path)
    {
        if (!Directory.Exists(path))
        {
            return 1;
        }

        var all = new EnumerationOptions { AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint, RecurseSubdirectories = true };
        return Directory.EnumerateFiles(path, "*", all).GroupBy(f => Path.GetDirectoryName(f)!, f => Path.GetFileName(f), StringComparer.Ordinal)
            .Sum(folder => folder.ToHashSet(StringComparer.Ordinal) is var names ? names.Count(n => n != Table && !IsSidecar(n, names)) : 0);
    }

    private static IEnumerable<FoundFile> Walk(string folder, string within, IReadOnlyDictionary<string, Metadata> above)
    {
        var table = above.Concat(ReadTable(folder, within)).GroupBy(r => r.Key, r => r.Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        var names = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint })
            .Select(f => Path.GetFileName(f)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in names.Where(n => n != Table && !IsSidecar(n, names)).Order(StringComparer.Ordinal))
        {
            yield return new FoundFile(Path.Combine(folder, name), within + name, Describe(folder, name, names, table, within));
        }

        foreach (var sub in Directory.EnumerateDirectories(folder, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint }).Order(StringComparer.Ordinal))
        {
            foreach (var file in Walk(sub, within + Path.GetFileName(sub) + "/", table))
            {
                yield return file;
            }
        }
    }

    private static Metadata Describe(string folder, string name, HashSet<string> names, IReadOnlyDictionary<string, Metadata> table, string within = "")
    {
        var row = table.GetValueOrDefault(within + name, Metadata.None);
        var sidecar = new[] { name + ".json", Path.GetFileNameWithoutExtension(name) + ".json" }.FirstOrDefault(s => s != name && names.Contains(s));
        if (sidecar is null)
        {
            return row;
        }

        var near = Sidecar.Read(File.ReadAllText(Path.Combine(folder, sidecar)));
        return new Metadata(near.Change.Over(row.Change), [.. row.Problems, .. near.Problems]);
    }

    /// <summary>A JSON file named like another file beside it.</summary>
    private static bool IsSidecar(string name, HashSet<string> names) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        && (names.Contains(name[..^5]) || names.Any(n => n != name && Path.GetFileNameWithoutExtension(n) == name[..^5]));

    /// <summary>The rows of a folder's table by the file they describe.</summary>
    private static Dictionary<string, Metadata> ReadTable(string folder, string within)
    {
        var path = Path.Combine(folder, Table);
        var table = new Dictionary<string, Metadata>(StringComparer.Ordinal);
        var rows = File.Exists(path) ? Csv.Read(File.ReadAllText(path)).ToList() : [];
        if (rows.Count == 0)
        {
            return table;
        }

        var header = rows[0].Select(h => h.Trim().ToLowerInvariant()).ToList();
        var column = header.FindIndex(h => h is "file" or "filename" or "name" or "path");
        foreach (var row in rows.Skip(1).Where(r => column >= 0 && column < r.Count))
        {
            table[within + row[column].Trim().Replace('\\', '/')] = Sidecar.Read(
                header.Zip(row, (h, v) => new KeyValuePair<string, string>(h, v)).Where((_, i) => i != column));
        }

        return table;
    }
}
