namespace KnowledgeBase.Text.Tests;

/// <summary>Data for larger checks, beside the project; tests that use it do nothing where it is missing.</summary>
internal static class SharedData
{
    /// <summary>A folder of the shared data, or null.</summary>
    internal static string? Folder(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, "shared", name);
            if (Directory.Exists(found))
            {
                return found;
            }
        }

        return null;
    }

    internal static IEnumerable<string> Lines(string name) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", name)).Where(line => line.Length > 0 && line[0] != '#');
}
