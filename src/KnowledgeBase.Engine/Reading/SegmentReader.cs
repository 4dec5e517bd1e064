using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.DocValues;
using KnowledgeBase.Engine.Format.Norms;
using KnowledgeBase.Engine.Format.Points;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Format.Segments;
using KnowledgeBase.Engine.Format.Stored;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Reading;

/// <summary>
/// One segment at one moment: its files, which never change, and which of its documents were live. Counted by references
/// (<see cref="Retain"/>, <see cref="Release"/>); the files close with the last. Safe for any number of threads.
/// </summary>
public sealed class SegmentReader
{
    private readonly SegmentCore core;
    private readonly List<IndexInput> updates = [];
    private readonly Dictionary<int, DocValuesReader> columns;
    private readonly Dictionary<string, FieldInfo> byName;
    private readonly ReferenceCount references = new();

    private SegmentReader(SegmentCore core, SegmentCommitInfo commit, LiveDocs? live, FieldInfo[] fields, Dictionary<int, DocValuesReader> columns)
    {
        this.core = core;
        this.columns = columns;
        CommitInfo = commit;
        LiveDocs = live;
        Fields = fields;
        byName = fields.ToDictionary(f => f.Name, StringComparer.Ordinal);
    }

    /// <summary>The segment as the commit, or the writer's list, names it. Not to be changed.</summary>
    public SegmentCommitInfo CommitInfo { get; }

    public SegmentInfo Info => core.Info;

    /// <summary>Number of documents, deleted ones included.</summary>
    public int MaxDoc => core.Info.MaxDoc;

    /// <summary>Which documents are live; null when all are.</summary>
    public LiveDocs? LiveDocs { get; }

    public int LiveCount => LiveDocs?.Count ?? MaxDoc;

    public IReadOnlyList<FieldInfo> Fields { get; }

    /// <summary>The segment's own files as opened, by name: for checking and for merging.</summary>
    public IReadOnlyDictionary<string, IndexInput> Files => core.Files;

    /// <summary>Opens a segment from its files.</summary>
    /// <param name="directory">Where they are.</param>
    /// <param name="commit">Which state of the segment.</param>
    /// <param name="verify">Whether to compute the checksum of each file first.</param>
    public static SegmentReader Open(IndexDirectory directory, SegmentCommitInfo commit, bool verify = false)
    {
        foreach (string file in verify ? commit.Files : [])
        {
            Envelope.VerifyChecksum(directory, file);
        }

        var core = new SegmentCore(directory, commit.Info);
        var updates = new List<IndexInput>();
        try
        {
            LiveDocs? live = null;
            if (commit.DeleteGeneration >= 0)
            {
                using var input = directory.OpenInput($"{commit.Info.Name}_{Base36.Of(commit.DeleteGeneration)}.liv");
                live = new LiveDocs(LiveDocsReader.Read(input, commit), commit.Info.MaxDoc);
            }

            var fields = core.Fields;
            if (commit.FieldInfosGeneration >= 0)
            {
                string generation = Base36.Of(commit.FieldInfosGeneration);
                using var input = directory.OpenInput($"{commit.Info.Name}_{generation}.fnm");
                fields = FieldInfosReader.Read(input, commit.Info.Id, generation);
            }

            var columns = OpenColumns(directory, commit, core, fields, updates);
            var reader = new SegmentReader(core, commit, live, fields, columns);
            reader.updates.AddRange(updates);
            reader.HideSoftDeleted(ref live);
            return ReferenceEquals(live, reader.LiveDocs) ? reader : reader.Replaced(commit, live);
        }
        catch
        {
            updates.ForEach(u => u.Dispose());
            core.Release();
            throw;
        }
    }

    /// <summary>The same files with another state of deletions; this reader stays as it is. The caller owns the result.</summary>
    public SegmentReader WithLiveDocs(SegmentCommitInfo commit, LiveDocs? live)
    {
        if (updates.Count > 0 || !core.TryRetain())
        {
            throw new InvalidOperationException("the segment is closed, or its doc values were updated");
        }

        return new SegmentReader(core, commit, live, (FieldInfo[])Fields, columns);
    }

    /// <summary>Takes part in keeping the files open; false when they are closed already.</summary>
    public bool Retain() => references.TryTake();

    public void Release()
    {
        if (references.GiveBack())
        {
            updates.ForEach(u => u.Dispose());
            core.Release();
        }
    }

    public FieldInfo? Field(string name) => byName.GetValueOrDefault(name);

    /// <summary>The terms of a field, or null when the segment has none of it.</summary>
    public FieldTerms? Terms(string field) => Field(field) is { } f ? core.Terms.GetValueOrDefault(f.Number) : null;

    /// <summary>A cursor for documents of terms of a field of which <see cref="Terms"/> is not null; it stands nowhere until it is reset.</summary>
    public PostingsCursor Postings(FieldInfo field) => new(core.Postings[field.Number], field);

    /// <summary>The same with a cursor that was used elsewhere.</summary>
    internal PostingsCursor Postings(FieldInfo field, PostingsCursor again) => again.Bind(core.Postings[field.Number], field);

    /// <summary>The norms of a field, or null when it has none in this segment.</summary>
    public FieldNorms? Norms(string field) => Field(field) is { HasNorms: true } f ? core.Norms.GetValueOrDefault(f.Number) : null;

    public FieldPoints? Points(string field) => Field(field) is { PointDimensions: > 0 } f ? core.Points.GetValueOrDefault(f.Number) : null;

    public NumericDocValues? Numeric(string field) => Column<NumericDocValues>(field);

    public BinaryDocValues? Binary(string field) => Column<BinaryDocValues>(field);

    public SortedDocValues? Sorted(string field) => Column<SortedDocValues>(field);

    public SortedSetDocValues? SortedSet(string field) => Column<SortedSetDocValues>(field);

    public SortedNumericDocValues? SortedNumeric(string field) => Column<SortedNumericDocValues>(field);

    /// <summary>The stored values of a document, in order; only of the fields wanted.</summary>
    public List<StoredField> Stored(int doc, Func<FieldInfo, bool>? wanted = null) => core.Stored.Read(doc, wanted);

    /// <summary>The encoded documents of the chunk that a document lies in.</summary>
    internal StoredRun StoredRun(int doc) => core.Stored.ReadRun(doc);

    private static Dictionary<int, DocValuesReader> OpenColumns(IndexDirectory directory, SegmentCommitInfo commit, SegmentCore core, FieldInfo[] fields, List<IndexInput> updates)
    {
        if (!fields.Any(f => f.DocValuesGeneration >= 0))
        {
            return core.DocValues;
        }

        var columns = new Dictionary<int, DocValuesReader>(core.DocValues);
        foreach (var field in fields.Where(f => f.DocValuesGeneration >= 0))
        {
            string suffix = $"{Base36.Of(field.DocValuesGeneration)}_{field.Attributes[FieldInfosReader.DocValuesFormatKey]}_{field.Attributes[FieldInfosReader.DocValuesSuffixKey]}";
            using var meta = directory.OpenInput(FileKind.DocValuesMeta.NameFor(commit.Info.Name, suffix));
            var data = directory.OpenInput(FileKind.DocValuesData.NameFor(commit.Info.Name, suffix));
            updates.Add(data);
            columns[field.Number] = new DocValuesReader(meta, data, commit.Info.Id, suffix, fields.ToDictionary(f => f.Number), commit.Info.MaxDoc);
        }

        return columns;
    }

    // A document with a value in the soft-deletes field counts as deleted for every reader of this engine.
    private void HideSoftDeleted(ref LiveDocs? live)
    {
        var mark = Fields.FirstOrDefault(f => f.IsSoftDeletesField);
        if (mark is null || Numeric(mark.Name) is not { Docs.Count: > 0 } column)
        {
            return;
        }

        var bits = new ulong[(MaxDoc + 63) >> 6];
        for (int doc = 0; doc < MaxDoc; doc++)
        {
            if ((live is null || live.IsLive(doc)) && column.Docs.IndexOf(doc) < 0)
            {
                bits[doc >> 6] |= 1UL << doc;
            }
        }

        live = new LiveDocs(bits, MaxDoc);
    }

    private SegmentReader Replaced(SegmentCommitInfo commit, LiveDocs? live)
    {
        var reader = new SegmentReader(core, commit, live, (FieldInfo[])Fields, columns);
        reader.updates.AddRange(updates);
        return reader;
    }

    private T? Column<T>(string field)
        where T : class => Field(field) is { } f && columns.TryGetValue(f.Number, out var reader) ? reader.Column<T>(f.Number) : null;
}
