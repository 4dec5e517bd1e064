using System.Collections.Concurrent;
using System.Text;
using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;
using KnowledgeBase.Search.Expanding;
using KnowledgeBase.Search.Matching;
using KnowledgeBase.Search.Passages;

namespace KnowledgeBase.Search.Embedded;

/// <summary>
/// The product's search on its own engine, in one folder of the machine. Schema version and analysis stand beside the commit:
/// an index made otherwise, or one whose files are damaged, answers nothing and asks to be rebuilt, which happens in a folder beside it.
/// </summary>
public sealed class EmbeddedSearchIndex : ISearchIndex
{
    private const string FingerprintKey = "fingerprint";

    private static readonly Dictionary<string, string> UserData = new() { [FingerprintKey] = IndexSchema.Fingerprint };

    // Expunging is asked for when a document is erased: then a single deleted document is reason enough to rewrite a segment. What another
    // run left on the disk is verified before it is believed, so that a damaged file never shows as a wrong answer.
    // A small buffer: the archive commits every few seconds anyway, and a server's memory is for its readers.
    private static readonly IndexWriterOptions Options =
        new() { MergePolicy = new MergePolicy { ExpungeDeletesPercent = 0 }, VerifyOnOpen = true, BufferBytes = 16 << 20 };

    /// <summary>A mapper that grew beyond this for one huge document is not kept.</summary>
    private const long MostMapperBytes = 16 << 20;

    private readonly string _folder;
    private readonly FileCalls? _calls;
    private readonly Knowledge _knowledge;
    private readonly ReaderWriterLockSlim _writing = new();
    private readonly Lock _committing = new();
    private readonly ConcurrentBag<DocumentMapper> _mappers = [];
    private FileSystemDirectory _directory;
    private IndexWriter _writer;
    private volatile IndexView _view;
    private volatile bool _closedByFailure;

    private EmbeddedSearchIndex(string folder, Knowledge knowledge, FileCalls? calls)
    {
        (_folder, _knowledge, _calls) = (folder, knowledge, calls);
        (_directory, _writer, _view) = OpenParts();
    }

    /// <summary>Opens the index of a folder, or begins one.</summary>
    /// <param name="folder">The folder that holds the index files and nothing else.</param>
    /// <param name="knowledge">What queries are translated with; null for the archive's own themes alone.</param>
    /// <param name="calls">The system's file calls, or some that fail, to see what comes of it.</param>
    /// <exception cref="IndexLockedException">Another process has it open.</exception>
    public static EmbeddedSearchIndex Open(string folder, Knowledge? knowledge = null, FileCalls? calls = null)
    {
        // A rebuild that was cut off between its two renames: the new index is whole, the old one stepped aside.
        if (!Directory.Exists(folder) && Directory.Exists(New(folder)) && Directory.Exists(Old(folder)))
        {
            Directory.Move(New(folder), folder);
        }

        Discard(New(folder));
        Discard(Old(folder));
        Directory.CreateDirectory(folder);
        return new EmbeddedSearchIndex(folder, knowledge ?? Knowledge.OfThemes, calls);
    }

    /// <summary>Reads in the background what queries are translated with, for the languages of the archive.</summary>
    public Task WarmUpAsync(CancellationToken cancellation = default) => _knowledge.WarmUpAsync(_view.MainLanguages, cancellation);

    public bool NeedsRebuild => Made(_view.Snapshot) != IndexSchema.Fingerprint;

    public bool HasFailed => _closedByFailure || _writer.HasFailed;

    public SearchResult Search(SearchRequest request, CancellationToken cancellation = default) =>
        Use(view => new Searcher(view, _knowledge).Search(request, cancellation));

    public IReadOnlyList<SearchHit> Similar(string id, Reader reader, int count, CancellationToken cancellation = default) =>
        Use(view => new Searcher(view, _knowledge).Similar(id, reader, count, cancellation));

    public IReadOnlyList<Suggestion> Suggest(string typed, Reader reader, string language, int count) =>
        Use(view => new Suggester(view, reader).Suggest(typed, count));

    public IReadOnlyList<TextPiece> Mark(string query, string text, string language) =>
        Use(view => new TextMarker(new QueryPlanner(view, language, _knowledge).Plan(query)).Mark(text, language));

    public void Put(IndexedDocument document)
    {
        var mapper = _mappers.TryTake(out var free) ? free : new DocumentMapper();
        var mapped = mapper.Map(document);
        Change(writer => writer.UpdateDocument(IndexSchema.Id, Encoding.UTF8.GetBytes(document.Id), mapped));
        if (mapper.BytesHeld <= MostMapperBytes)
        {
            _mappers.Add(mapper);
        }
    }

    public void Remove(string id) => Change(writer => writer.DeleteDocuments(IndexSchema.Id, Encoding.UTF8.GetBytes(id)));

    public void Commit()
    {
        lock (_committing)
        {
            Change(Commit);
        }
    }

    public void Expunge()
    {
        lock (_committing)
        {
            Change(writer =>
            {
                writer.ExpungeDeletes();
                Commit(writer);
            });
        }
    }

    public void Reopen()
    {
        lock (_committing)
        {
            _writing.EnterWriteLock();
            try
            {
                // Until it is open again, however many attempts that takes, it counts as failed.
                _closedByFailure = true;
                _writer.Dispose();
                var (before, directory) = (_view, _directory);
                (_directory, _writer, _view) = OpenParts();
                before.Snapshot.Dispose();
                directory.Dispose();
                _closedByFailure = false;
            }
            finally
            {
                _writing.ExitWriteLock();
            }
        }
    }

    public void ReplaceAll(IEnumerable<IndexedDocument> documents, CancellationToken cancellation = default)
    {
        var beside = New(_folder);
        Discard(beside);
        Directory.CreateDirectory(beside);
        using (var directory = new FileSystemDirectory(beside, _calls))
        using (var writer = IndexWriter.Open(directory, Options))
        {
            var mapper = new DocumentMapper();
            foreach (var document in documents)
            {
                cancellation.ThrowIfCancellationRequested();
                writer.UpdateDocument(IndexSchema.Id, Encoding.UTF8.GetBytes(document.Id), mapper.Map(document));
            }

            writer.Commit(UserData);
        }

        lock (_committing)
        {
            _writing.EnterWriteLock();
            try
            {
                Swap(beside);
            }
            finally
            {
                _writing.ExitWriteLock();
            }
        }
    }

    public IReadOnlyDictionary<string, long> Ids() => Use(view =>
    {
        var ids = new Dictionary<string, long>();
        foreach (var segment in view.Snapshot.Segments)
        {
            var revisions = segment.Reader.Numeric(IndexSchema.Revision);
            for (var doc = 0; revisions is not null && doc < segment.Reader.MaxDoc; doc++)
            {
                if (segment.Reader.LiveDocs?.IsLive(doc) != false && revisions.TryGet(doc, out var revision))
                {
                    ids[view.Record(segment.Reader, doc).Id] = revision;
                }
            }
        }

        return ids;
    });

    public IndexStatistics Statistics() => Use(view =>
    {
        long pages = 0;
        foreach (var segment in view.Snapshot.Segments)
        {
            var column = segment.Reader.Numeric(IndexSchema.PageCount);
            for (var doc = 0; column is not null && doc < segment.Reader.MaxDoc; doc++)
            {
                pages += segment.Reader.LiveDocs?.IsLive(doc) != false && column.TryGet(doc, out var count) ? count : 0;
            }
        }

        return new IndexStatistics(view.Snapshot.LiveCount, pages, BytesOnDisk(), view.Snapshot.Segments.Count, IndexSchema.Fingerprint);
    });

    public void Dispose()
    {
        _writer.Dispose();
        _view.Snapshot.Dispose();
        _directory.Dispose();
        _writing.Dispose();
    }

    /// <summary>Not while a new index takes this one's place: between two renames there is no such folder.</summary>
    private long BytesOnDisk()
    {
        _writing.EnterReadLock();
        try
        {
            return new DirectoryInfo(_folder).EnumerateFiles().Sum(LengthOf);
        }
        finally
        {
            _writing.ExitReadLock();
        }
    }

    /// <summary>Zero for a file that a merge has replaced since the folder was listed.</summary>
    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    private static string? Made(IndexSnapshot snapshot) => snapshot.UserData.GetValueOrDefault(FingerprintKey);

    private static string New(string folder) => folder + ".new";

    private static string Old(string folder) => folder + ".old";

    private static void Discard(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private (FileSystemDirectory Directory, IndexWriter Writer, IndexView View) OpenParts()
    {
        var directory = new FileSystemDirectory(_folder, _calls);
        IndexWriter? writer = null;
        try
        {
            writer = OpenWriter(directory);
            if (!directory.ListAll().Any(f => f.StartsWith("segments_", StringComparison.Ordinal)))
            {
                writer.Commit(UserData);
            }

            var snapshot = IndexSnapshot.Open(directory);
            if (Made(snapshot) != IndexSchema.Fingerprint)
            {
                var unusable = snapshot;
                snapshot = new IndexSnapshot([], unusable.UserData, unusable.Version, unusable.Generation);
                unusable.Dispose();
            }

            return (directory, writer, new IndexView(snapshot));
        }
        catch
        {
            writer?.Dispose();
            directory.Dispose();
            throw;
        }
    }

    /// <summary>A damaged index is given up: everything in it comes from the catalogue and is made anew from there. Without a fingerprint it asks for that.</summary>
    private static IndexWriter OpenWriter(FileSystemDirectory directory)
    {
        try
        {
            return IndexWriter.Open(directory, Options);
        }
        catch (IOException damage) when (damage is IndexFormatException or FileNotFoundException)
        {
            var writer = IndexWriter.Open(directory, Options with { OpenMode = OpenMode.Create });
            writer.Commit();
            return writer;
        }
    }

    private void Commit(IndexWriter writer)
    {
        writer.Commit(UserData);
        Show(new IndexView(IndexSnapshot.Open(_directory, _view.Snapshot)));
    }

    private void Swap(string beside)
    {
        _writer.Dispose();
        var (before, directory) = (_view, _directory);
        Directory.Move(_folder, Old(_folder));
        Directory.Move(beside, _folder);
        using (var parent = new FileSystemDirectory(Path.GetDirectoryName(Path.GetFullPath(_folder))!))
        {
            parent.SyncDirectory();
        }

        _closedByFailure = true;
        (_directory, _writer, _view) = OpenParts();
        _closedByFailure = false;
        before.Snapshot.Dispose();
        directory.Dispose();
        Discard(Old(_folder));
    }

    private void Show(IndexView view)
    {
        var before = _view;
        _view = view;
        before.Snapshot.Dispose();
    }

    private void Change(Action<IndexWriter> change)
    {
        _writing.EnterReadLock();
        try
        {
            if (NeedsRebuild)
            {
                throw new InvalidOperationException("The search index is damaged or was made by another version of this program: rebuild it with \"kb reindex\".");
            }

            change(_writer);
        }
        finally
        {
            _writing.ExitReadLock();
        }
    }

    /// <summary>Runs on the newest view, which stays open until the end of it.</summary>
    private T Use<T>(Func<IndexView, T> use)
    {
        while (true)
        {
            var view = _view;
            if (!view.Snapshot.Retain())
            {
                continue;
            }

            try
            {
                return use(view);
            }
            finally
            {
                view.Snapshot.Release();
            }
        }
    }
}
