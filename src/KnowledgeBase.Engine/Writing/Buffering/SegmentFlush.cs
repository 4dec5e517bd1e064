using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Compound;
using KnowledgeBase.Engine.Format.DocValues;
using KnowledgeBase.Engine.Format.Norms;
using KnowledgeBase.Engine.Format.Points;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Format.Segments;
using KnowledgeBase.Engine.Format.Stored;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Writing.Buffering;

/// <summary>Writes a buffer as a segment: stored fields, norms, columns, points, postings, field infos, segment info. Syncs nothing.</summary>
internal sealed class SegmentFlush
{
    private readonly IndexDirectory directory;
    private readonly SegmentBuffer buffer;
    private readonly IReadOnlyList<PendingDeletes> deletes;
    private readonly SegmentFiles files;
    private readonly bool compound;
    private readonly BufferedField[] fields;
    private readonly FieldInfo[] infos;
    private readonly ulong[] live;
    private readonly int maxDoc;

    /// <param name="directory">Where to write.</param>
    /// <param name="name">The new segment's name.</param>
    /// <param name="buffer">What to write; no longer filled.</param>
    /// <param name="deletes">Deletions that may concern the buffered documents.</param>
    /// <param name="compound">Whether to join its files into one.</param>
    public SegmentFlush(IndexDirectory directory, string name, SegmentBuffer buffer, IReadOnlyList<PendingDeletes> deletes, bool compound)
    {
        this.compound = compound;
        this.directory = directory;
        this.buffer = buffer;
        this.deletes = deletes;
        files = new SegmentFiles(directory, name, SegmentId.New());
        fields = [.. buffer.Fields.OrderBy(f => f.Name, StringComparer.Ordinal)];
        infos = Array.ConvertAll(fields, f => f.ToInfo());
        maxDoc = buffer.Documents;
        live = LiveBits.AllLive(maxDoc);
    }

    /// <summary>Bits of the documents that were not deleted while still in the buffer.</summary>
    public ulong[] Live => live;

    /// <summary>Files created so far, for cleaning up; with a compound file the parts it was joined from among them.</summary>
    public IReadOnlyList<string> Files => files.Names;

    /// <summary>Closes what a failure left open.</summary>
    public void Abandon() => files.Abandon();

    public SegmentInfo Write(IReadOnlyDictionary<string, string> diagnostics)
    {
        foreach (var document in buffer.Failed) LiveBits.Delete(live, document);
        WriteStored();
        if (infos.Any(f => f.HasNorms)) WriteNorms();
        if (infos.Any(f => f.DocValuesType != DocValuesType.None)) WriteColumns();
        if (infos.Any(f => f.PointDimensions > 0)) WritePoints();
        if (infos.Any(f => f.IsIndexed)) WritePostings();
        FieldInfosWriter.Write(files, infos);
        IEnumerable<string> own = compound ? CompoundWriter.Write(directory, files) : files.Names;
        var info = new SegmentInfo
        {
            Name = files.Segment, Id = files.Id, MaxDoc = maxDoc,
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
        buffer.WriteStored(writer);
        writer.Finish();
    }

    private void WriteNorms()
    {
        using var writer = new NormsWriter(files);
        foreach (var field in fields)
            if (field.Postings is { Options.Norms: true } postings) writer.Add(field.Number, postings.Documents, postings.Norms, maxDoc);
        writer.Finish();
    }

    private void WriteColumns()
    {
        using var writer = new DocValuesWriter(files, maxDoc);
        foreach (var field in fields) field.Column?.Write(writer, field.Number);
        writer.Finish();
    }

    private void WritePoints()
    {
        using var writer = new PointsWriter(files);
        foreach (var field in fields)
        {
            if (!field.HasPoints) continue;
            var (values, documents, count) = field.SortedPoints();
            writer.Add(field.Number, values, documents, count);
        }
        writer.Finish();
    }

    private void WritePostings()
    {
        using var postings = new PostingsWriter(files, infos.Any(f => f.HasPositions), infos.Any(f => f.HasOffsets || f.HasPayloads));
        using var terms = new TermsWriter(files);
        for (var i = 0; i < fields.Length; i++)
            if (fields[i].Postings is { } own) WriteField(postings, terms, own, infos[i]);
        postings.Finish();
        terms.Finish();
    }

    private void WriteField(PostingsWriter postings, TermsWriter terms, PostingsBuffer field, FieldInfo info)
    {
        var dealt = field.Deal();
        ResolveDeletes(info.Name, field, dealt);
        postings.BeginField(info, info.HasNorms ? DenseNorms(field) : null);
        terms.BeginField(info);
        foreach (var id in field.Terms.Sorted())
        {
            postings.BeginTerm();
            var end = dealt.Starts[id + 1];
            for (var at = dealt.Starts[id]; at < end;)
            {
                var document = dealt.Documents[at];
                var next = at + 1;
                while (next < end && dealt.Documents[next] == document) next++;
                postings.AddDocument(document, next - at);
                if (dealt.Positions != null)
                    for (; at < next; at++)
                        postings.AddPosition(dealt.Positions[at], dealt.StartOffsets?[at] ?? 0, dealt.EndOffsets?[at] ?? 0, field.Payload(dealt, at));
                at = next;
                postings.FinishDocument();
            }
            terms.Add(field.Terms[id], postings.FinishTerm());
        }
        terms.FinishField(dealt.DocCount);
    }

    private sbyte[] DenseNorms(PostingsBuffer field)
    {
        var dense = new sbyte[maxDoc];
        for (var i = 0; i < field.Documents.Length; i++) dense[field.Documents[i]] = field.Norms[i];
        return dense;
    }

    private void ResolveDeletes(string name, PostingsBuffer field, PostingsBuffer.Dealt dealt)
    {
        foreach (var packet in deletes)
        {
            if (!packet.Fields.TryGetValue(name, out var own)) continue;
            for (var i = 0; i < own.Terms.Count; i++)
            {
                var id = field.Terms.Find(own.Terms[i]);
                if (id < 0) continue;
                for (var at = dealt.Starts[id]; at < dealt.Starts[id + 1]; at++)
                {
                    var document = dealt.Documents[at];
                    if (buffer.Sequences[document] < own.Sequences[i]) LiveBits.Delete(live, document);
                }
            }
        }
    }
}
