using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Compound;
using KnowledgeBase.Engine.Format.DocValues;
using KnowledgeBase.Engine.Format.Norms;
using KnowledgeBase.Engine.Format.Points;
using KnowledgeBase.Engine.Format.Segments;
using KnowledgeBase.Engine.Format.Stored;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing.Buffering;

namespace KnowledgeBase.Engine.Writing.Merging;

/// <summary>
/// Writes one segment from several: their live documents in order, numbered anew. The checksum of every source file is
/// verified first, so that damage is not copied under a new checksum.
/// </summary>
internal sealed class SegmentMerge
{
    private readonly IndexDirectory directory;
    private readonly SegmentReader[] sources;
    private readonly SegmentFiles files;
    private readonly bool compound;
    private readonly DocumentMap map;
    private readonly FieldInfo[] infos;
    private readonly CancellationToken cancelled;
    private readonly IReadOnlyDictionary<string, string> diagnostics;

    /// <param name="directory">Where to write.</param>
    /// <param name="name">The new segment's name.</param>
    /// <param name="sources">What to merge, in document order; the deletions they show are left out.</param>
    /// <param name="schema">The fields' numbers.</param>
    /// <param name="diagnostics">What the .si says of the segment's origin.</param>
    /// <param name="compound">Whether to join its files into one.</param>
    /// <param name="cancelled">Stops the merge.</param>
    public SegmentMerge(IndexDirectory directory, string name, SegmentReader[] sources, Schema schema, IReadOnlyDictionary<string, string> diagnostics, bool compound, CancellationToken cancelled)
    {
        this.compound = compound;
        this.directory = directory;
        this.sources = sources;
        this.diagnostics = diagnostics;
        this.cancelled = cancelled;
        files = new SegmentFiles(directory, name, SegmentId.New());
        map = new DocumentMap(sources);
        infos = MergedFields.Of(sources, schema);
    }

    /// <summary>Files created so far, for cleaning up; with a compound file the parts it was joined from among them.</summary>
    public IReadOnlyList<string> Files => files.Names;

    /// <summary>Closes what a failure left open.</summary>
    public void Abandon() => files.Abandon();

    /// <summary>The new number of a source's document, or -1 when it was left out.</summary>
    public int NewNumber(int source, int document) => map.NewNumber(source, document);

    /// <summary>Null when no document is live.</summary>
    public SegmentInfo? Write()
    {
        if (map.MaxDoc == 0) return null;
        foreach (var source in sources)
            foreach (var file in source.Files.Values) Envelope.VerifyChecksum(file, cancelled);
        WriteStored();
        if (infos.Any(f => f.HasNorms)) WriteNorms();
        if (infos.Any(f => f.DocValuesType != DocValuesType.None)) WriteColumns();
        if (infos.Any(f => f.PointDimensions > 0)) WritePoints();
        if (infos.Any(f => f.IsIndexed)) new PostingsMerge(sources, map, cancelled).Write(files, infos);
        FieldInfosWriter.Write(files, infos);
        IEnumerable<string> own = compound ? CompoundWriter.Write(directory, files) : files.Names;
        var info = new SegmentInfo
        {
            Name = files.Segment, Id = files.Id, MaxDoc = map.MaxDoc,
            MinVersion = sources.Select(s => s.Info.MinVersion ?? s.Info.Version).Min(),
            Diagnostics = new SortedDictionary<string, string>(new Dictionary<string, string>(diagnostics), StringComparer.Ordinal),
            Attributes = { [SegmentInfoWriter.StoredMode] = "BEST_SPEED" },
            IsCompound = compound,
            Files = new SortedSet<string>(own, StringComparer.Ordinal) { FileKind.SegmentInfo.NameFor(files.Segment) },
        };
        SegmentInfoWriter.Write(directory, info);
        return info;
    }

    private void WriteStored()
    {
        using var writer = new StoredFieldsWriter(files);
        var numbers = infos.ToDictionary(f => f.Name, f => f.Number, StringComparer.Ordinal);
        for (var s = 0; s < sources.Length; s++)
        {
            // The writer gives a field the same number in every segment; only foreign segments need their values encoded anew.
            if (sources[s].Fields.All(f => numbers[f.Name] == f.Number)) CopyStored(writer, s);
            else EncodeStored(writer, s, numbers);
        }
        writer.Finish();
    }

    private void CopyStored(StoredFieldsWriter writer, int source)
    {
        for (var d = 0; d < sources[source].MaxDoc;)
        {
            cancelled.ThrowIfCancellationRequested();
            var run = sources[source].StoredRun(d);
            var at = 0;
            for (var i = 0; i < run.Lengths.Length; i++, d++)
            {
                if (map.NewNumber(source, d) >= 0) writer.Append(run.Counts[i], run.Bytes.AsSpan(at, run.Lengths[i]));
                at += run.Lengths[i];
            }
        }
    }

    private void EncodeStored(StoredFieldsWriter writer, int source, Dictionary<string, int> numbers)
    {
        var document = new ByteBuffer();
        for (var d = 0; d < sources[source].MaxDoc; d++)
        {
            if (map.NewNumber(source, d) < 0) continue;
            if ((d & 1023) == 0) cancelled.ThrowIfCancellationRequested();
            var values = sources[source].Stored(d);
            document.Clear();
            foreach (var value in values) StoredValueWriter.Write(document, numbers[value.Field.Name], value);
            writer.Append(values.Count, document.Written);
        }
    }

    private void WriteNorms()
    {
        using var writer = new NormsWriter(files);
        foreach (var field in infos)
        {
            if (!field.HasNorms) continue;
            cancelled.ThrowIfCancellationRequested();
            var documents = new GrowingArray<int>();
            var norms = new GrowingArray<sbyte>();
            for (var s = 0; s < sources.Length; s++)
            {
                if (sources[s].Norms(field.Name) is not { } own) continue;
                for (var d = own.Docs.Next(0); d < sources[s].MaxDoc; d = own.Docs.Next(d + 1))
                {
                    var now = map.NewNumber(s, d);
                    if (now < 0 || !own.TryGet(d, out var norm)) continue;
                    documents.Add(now);
                    norms.Add((sbyte)norm);
                }
            }
            writer.Add(field.Number, documents.Span, norms.Span, map.MaxDoc);
        }
        writer.Finish();
    }

    private void WriteColumns()
    {
        using var writer = new DocValuesWriter(files, map.MaxDoc);
        var columns = new ColumnMerge(sources, map, writer);
        foreach (var field in infos)
        {
            if (field.DocValuesType == DocValuesType.None) continue;
            cancelled.ThrowIfCancellationRequested();
            columns.Write(field);
        }
        writer.Finish();
    }

    private void WritePoints()
    {
        using var writer = new PointsWriter(files);
        foreach (var field in infos)
        {
            if (field.PointDimensions == 0) continue;
            cancelled.ThrowIfCancellationRequested();
            var all = new GrowingArray<long>();
            var documents = new GrowingArray<int>();
            for (var s = 0; s < sources.Length; s++)
            {
                if (sources[s].Points(field.Name) is not { } points) continue;
                var gather = new PointGatherer(map, s);
                points.Visit(long.MinValue, long.MaxValue, ref gather);
                all.AddRange(gather.Values.Span);
                documents.AddRange(gather.Documents.Span);
            }
            var sortedValues = all.Span.ToArray();
            var sortedDocuments = documents.Span.ToArray();
            BufferedField.SortPoints(sortedValues, sortedDocuments);
            writer.Add(field.Number, sortedValues, sortedDocuments, sortedDocuments.Distinct().Count());
        }
        writer.Finish();
    }

    private struct PointGatherer(DocumentMap map, int source) : FieldPoints.IVisitor
    {
        public GrowingArray<long> Values = new();
        public GrowingArray<int> Documents = new();

        public void Visit(int doc, long value)
        {
            var now = map.NewNumber(source, doc);
            if (now < 0) return;
            Values.Add(value);
            Documents.Add(now);
        }
    }
}
