using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// Counts who needs a file: the writer's current list of segments and each kept commit. A file that nobody needs is
/// removed; one that cannot be removed now is tried again later. Safe for several threads.
/// </summary>
internal sealed class FileReferences(IndexDirectory directory)
{
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> unremovable = new(StringComparer.Ordinal);

    public void Add(IEnumerable<string> files)
    {
        lock (counts)
            foreach (var file in files) counts[file] = counts.GetValueOrDefault(file) + 1;
    }

    public void Release(IEnumerable<string> files)
    {
        lock (counts)
        {
            foreach (var file in files)
            {
                var left = counts[file] - 1;
                if (left > 0)
                {
                    counts[file] = left;
                    continue;
                }
                counts.Remove(file);
                unremovable.Add(file);
            }
            RemoveUnneeded();
        }
    }

    /// <summary>Removes files of a segment that never came to be.</summary>
    public void Discard(IEnumerable<string> files)
    {
        lock (counts)
        {
            unremovable.UnionWith(files.Where(f => !counts.ContainsKey(f)));
            RemoveUnneeded();
        }
    }

    public bool IsNeeded(string file)
    {
        lock (counts) return counts.ContainsKey(file);
    }

    private void RemoveUnneeded()
    {
        foreach (var file in unremovable.ToArray())
        {
            try
            {
                directory.Delete(file);
                unremovable.Remove(file);
            }
            catch (FileNotFoundException)
            {
                unremovable.Remove(file);
            }
            catch (IOException)
            {
                // It costs space only; the next removal, or the next writer, tries again.
                continue;
            }
        }
    }
}
