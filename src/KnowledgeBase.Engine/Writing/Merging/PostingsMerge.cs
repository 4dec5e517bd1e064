using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Writing.Merging;

/// <summary>Merges terms in byte order and their postings in document order; a term without a live document is left out.</summary>
internal sealed class PostingsMerge(SegmentReader[] sources, DocumentMap map, CancellationToken cancelled)
{
    private sealed record Source(int Index, TermsCursor Terms, PostingsCursor Postings);

    public void Write(SegmentFiles files, FieldInfo[] fields)
    {
        using var postings = new PostingsWriter(files, fields.Any(f => f.HasPositions), fields.Any(f => f.HasOffsets || f.HasPayloads));
        using var terms = new TermsWriter(files);
        foreach (var field in fields)
            if (field.IsIndexed) WriteField(postings, terms, field);
        postings.Finish();
        terms.Finish();
    }

    private void WriteField(PostingsWriter postings, TermsWriter terms, FieldInfo field)
    {
        postings.BeginField(field, field.HasNorms ? DenseNorms(field.Name) : null);
        terms.BeginField(field);
        var queue = new PriorityQueue<Source, Source>(Comparer<Source>.Create((a, b) =>
        {
            var order = a.Terms.Term.SequenceCompareTo(b.Terms.Term);
            return order != 0 ? order : a.Index.CompareTo(b.Index);
        }));
        for (var s = 0; s < sources.Length; s++)
        {
            if (sources[s].Terms(field.Name) is not { } own) continue;
            var source = new Source(s, own.Cursor(), sources[s].Postings(own.Field));
            if (source.Terms.Next()) queue.Enqueue(source, source);
        }
        var seen = LiveBits.AllLive(map.MaxDoc);
        Array.Clear(seen);
        var term = new List<Source>();
        var count = 0;
        while (queue.TryDequeue(out var first, out _))
        {
            if ((++count & 1023) == 0) cancelled.ThrowIfCancellationRequested();
            term.Clear();
            term.Add(first);
            while (queue.TryPeek(out var next, out _) && next.Terms.Term.SequenceEqual(first.Terms.Term)) term.Add(queue.Dequeue());
            postings.BeginTerm();
            var any = false;
            foreach (var source in term) any |= WriteDocuments(postings, field, source, seen);
            if (any) terms.Add(first.Terms.Term, postings.FinishTerm());
            foreach (var source in term)
                if (source.Terms.Next()) queue.Enqueue(source, source);
        }
        terms.FinishField(LiveBits.Count(seen));
    }

    private bool WriteDocuments(PostingsWriter writer, FieldInfo field, Source source, ulong[] seen)
    {
        var cursor = source.Postings.Reset(source.Terms.State, field.HasPositions);
        var any = false;
        for (var d = cursor.Next(); d != PostingsCursor.End; d = cursor.Next())
        {
            var now = map.NewNumber(source.Index, d);
            if (now < 0) continue;
            any = true;
            seen[now >> 6] |= 1UL << now;
            writer.AddDocument(now, field.HasFreqs ? cursor.Freq : 1);
            if (field.HasPositions) WritePositions(writer, field, cursor);
            writer.FinishDocument();
        }
        return any;
    }

    private static void WritePositions(PostingsWriter writer, FieldInfo field, PostingsCursor cursor)
    {
        if (!field.HasOffsets && !field.HasPayloads)
        {
            foreach (var position in cursor.Positions()) writer.AddPosition(position, 0, 0, default);
            return;
        }
        var occurrences = cursor.ReadPositions(offsets: true);
        for (var i = 0; i < occurrences.Positions.Length; i++)
        {
            var (start, end) = field.HasOffsets ? (occurrences.Starts[i], occurrences.Ends[i]) : (0, 0);
            writer.AddPosition(occurrences.Positions[i], start, end, occurrences.Payload(i));
        }
    }

    private sbyte[] DenseNorms(string field)
    {
        var dense = new sbyte[map.MaxDoc];
        for (var s = 0; s < sources.Length; s++)
        {
            if (sources[s].Norms(field) is not { } own) continue;
            for (var d = own.Docs.Next(0); d < sources[s].MaxDoc; d = own.Docs.Next(d + 1))
                if (map.NewNumber(s, d) is >= 0 and var now && own.TryGet(d, out var norm)) dense[now] = (sbyte)norm;
        }
        return dense;
    }
}
