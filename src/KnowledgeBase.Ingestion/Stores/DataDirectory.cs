namespace KnowledgeBase.Ingestion.Stores;

/// <summary>The data directory cannot be used; the message says what to do. The command ends with exit code 3.</summary>
public sealed class DataDirectoryException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The folder that holds the archive, locked for this process while it is open. The lock is the system's own and ends
/// with the process, however it ends.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    private const string RestoreReady = "ready";

    // What a reader may need beside the document: a picture of a page, an office file's form of today.
    private const long RoomToRead = 64L << 20;

    private readonly FileStream held;

    private DataDirectory(string path, FileStream held)
    {
        Root = path;
        this.held = held;
    }

    public string Root { get; }

    /// <summary>Only the search index's own files.</summary>
    public string Lucene => Path.Combine(Root, "lucene");

    /// <summary>Vocabularies that queries are translated with; there once one was added.</summary>
    public string Vocabularies => VocabulariesOf(Root);

    /// <summary>What was found out about the installed dictionaries; made again when it is not there.</summary>
    public string DictionaryTables => Path.Combine(Root, "dictionaries");

    /// <summary>Which vocabularies the documents were last tagged with.</summary>
    internal string Tagged => Path.Combine(Root, "tagged");

    public string Originals => Path.Combine(Root, "originals");

    public string Texts => Path.Combine(Root, "texts");

    /// <summary>Scratch on the same file system; what a crash left there is gone at the next start.</summary>
    public string Work => Path.Combine(Root, "work");

    public string CatalogueFile => Path.Combine(Root, "catalogue.db");

    /// <summary>Names of originals that are being moved into place and that no document owns yet.</summary>
    internal string Intents => Path.Combine(Work, "intents");

    /// <summary>A restored archive, until it has taken this one's place.</summary>
    internal string Restored => Path.Combine(Root, "restore");

    /// <summary>True from before a document is erased until nothing of it is left in the catalogue's file and log; survives the process.</summary>
    internal bool Erasing
    {
        get => File.Exists(ErasingMark);
        set
        {
            if (value)
            {
                File.WriteAllBytes(ErasingMark, []);
                DurableFiles.SyncFolder(Root);
            }
            else
            {
                DurableFiles.Remove(ErasingMark);
            }
        }
    }

    /// <summary>True when there is too little room on the disk for a reader's scratch files.</summary>
    internal bool IsNearlyFull => new DriveInfo(Work).AvailableFreeSpace < RoomToRead;

    private string ErasingMark => Path.Combine(Root, "erasing");

    /// <summary>The same of a directory that need not be opened, nor be there.</summary>
    public static string VocabulariesOf(string path) => Path.Combine(path, "vocabularies");

    /// <summary>Opens the directory, making it when it is not there.</summary>
    /// <exception cref="DataDirectoryException">Another process has it open, or it cannot be written.</exception>
    public static DataDirectory Open(string path)
    {
        var root = Path.GetFullPath(path);
        FileStream held;
        try
        {
            DurableFiles.MakeFolder(root);
            held = new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (File.Exists(Path.Combine(root, "lock")))
        {
            throw new DataDirectoryException(
                $"The data directory {root} is in use by another process: stop it first, or name another directory with --data.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DataDirectoryException($"The data directory {root} cannot be opened: {fault.Message}", fault);
        }

        var directory = new DataDirectory(root, held);
        try
        {
            directory.FinishRestore();
            directory.EmptyWork();
            foreach (var folder in new[] { directory.Lucene, directory.Originals, directory.Texts, directory.Work, directory.Intents })
            {
                DurableFiles.MakeFolder(folder);
            }

            return directory;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            directory.Dispose();
            throw new DataDirectoryException($"The data directory {root} cannot be written: {fault.Message}", fault);
        }
    }

    /// <summary>A fresh empty folder under <see cref="Work"/>.</summary>
    public string NewScratch()
    {
        var path = Path.Combine(Work, Path.GetRandomFileName());
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>Empties the scratch folder, all but the intents: those are settled once the catalogue is open.</summary>
    private void EmptyWork()
    {
        foreach (var entry in Directory.Exists(Work) ? Directory.EnumerateFileSystemEntries(Work).Where(e => e != Intents).ToList() : [])
        {
            if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
            else
            {
                File.Delete(entry);
            }
        }
    }

    /// <summary>From here on a crash ends in the restored archive; before, in the one that was.</summary>
    internal void AcceptRestored()
    {
        using (var mark = File.Create(Path.Combine(Restored, RestoreReady)))
        {
            DurableFiles.Sync(mark.SafeFileHandle, mark.Name);
        }

        DurableFiles.SyncFolder(Restored);
        FinishRestore();
    }

    /// <summary>Puts an accepted restore into place, or clears away one that was never accepted. Every step can be repeated.</summary>
    private void FinishRestore()
    {
        if (!Directory.Exists(Restored))
        {
            return;
        }

        if (File.Exists(Path.Combine(Restored, RestoreReady)))
        {
            foreach (var extra in new[] { "-wal", "-shm" })
            {
                if (File.Exists(Path.Combine(Restored, "catalogue.db")))
                {
                    File.Delete(CatalogueFile + extra);
                }
            }

            foreach (var part in new[] { CatalogueFile, Originals, Texts, Vocabularies })
            {
                var restored = Path.Combine(Restored, Path.GetFileName(part));
                if (File.Exists(restored))
                {
                    DurableFiles.Move(restored, part);
                }
                else if (Directory.Exists(restored))
                {
                    DeleteFolder(part);
                    DurableFiles.Move(restored, part);
                }
            }

            DeleteFolder(Lucene);
            DurableFiles.Remove(Path.Combine(Restored, RestoreReady));
        }

        DeleteFolder(Restored);
        DurableFiles.SyncFolder(Root);
    }

    private static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    public void Dispose() => held.Dispose();
}
