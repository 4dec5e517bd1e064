using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Norms;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Checking;

/// <summary>
/// Terms ascend and are found by seeking as by walking; statistics are those of the postings; documents, positions and
/// offsets are in order and in bounds; skipping lands where walking does; no impact promises less than a document has.
/// </summary>
internal static class PostingsCheck
{
    public static void Run(SegmentReader reader, FieldInfo field, CancellationToken cancelled)
    {
        if (reader.Terms(field.Name) is not { } terms) return;
        var norms = reader.Norms(field.Name);
        var postings = reader.Postings(terms.Field);
        var shallow = reader.Postings(terms.Field);
        var seen = new bool[reader.MaxDoc];
        long count = 0, sumDocFreq = 0, sumTotal = 0;
        byte[]? last = null;
        var cursor = terms.Cursor();
        while (cursor.Next())
        {
            if ((++count & 255) == 0) cancelled.ThrowIfCancellationRequested();
            var term = cursor.Term.ToArray();
            Demand.That(last == null || last.AsSpan().SequenceCompareTo(term) < 0, $"term {Show(term)} stands after {Show(last ?? [])}");
            Demand.That(last != null || terms.Min.AsSpan().SequenceEqual(term), $"the smallest term is {Show(term)}, not {Show(terms.Min)}");
            last = term;
            var state = cursor.State;
            Demand.That(terms.TryFind(term, out var sought) && sought.DocStart == state.DocStart && sought.DocFreq == state.DocFreq, $"term {Show(term)} is walked over but not found");
            var (docs, total) = CheckTerm(postings.Reset(state, terms.Field.HasPositions), term, norms, seen);
            Demand.That(docs == state.DocFreq, $"term {Show(term)} says {state.DocFreq} documents and has {docs}");
            Demand.That(!field.HasFreqs || total == state.TotalTermFreq, $"term {Show(term)} says {state.TotalTermFreq} occurrences and has {total}");
            sumDocFreq += docs;
            sumTotal += total;
            if (state.DocFreq > 128)
            {
                CheckImpacts(postings.Reset(state), shallow.Reset(state), term, norms);
                CheckSkipping(postings.Reset(state), shallow.Reset(state), term);
            }
        }
        Demand.That(last == null || terms.Max.AsSpan().SequenceEqual(last), $"the largest term is {Show(last ?? [])}, not {Show(terms.Max)}");
        Demand.That(count == terms.Count, $"{count} terms, not {terms.Count}");
        Demand.That(sumDocFreq == terms.SumDocFreq, $"document frequencies add up to {sumDocFreq}, not {terms.SumDocFreq}");
        Demand.That(!field.HasFreqs || sumTotal == terms.SumTotalTermFreq, $"occurrences add up to {sumTotal}, not {terms.SumTotalTermFreq}");
        var docCount = seen.Count(s => s);
        Demand.That(docCount == terms.DocCount, $"{docCount} documents have the field, not {terms.DocCount}");
    }

    private static (int Documents, long Occurrences) CheckTerm(PostingsCursor cursor, byte[] term, FieldNorms? norms, bool[] seen)
    {
        var documents = 0;
        long occurrences = 0;
        var last = -1;
        for (var d = cursor.Next(); d != PostingsCursor.End; d = cursor.Next())
        {
            Demand.That(d > last && d < seen.Length, $"term {Show(term)} has document {d} after {last}");
            last = d;
            seen[d] = true;
            documents++;
            var freq = cursor.Field.HasFreqs ? cursor.Freq : 1;
            Demand.That(freq > 0, $"term {Show(term)} comes {freq} times in document {d}");
            occurrences += freq;
            if (norms != null) Demand.That(norms.TryGet(d, out var norm) && norm != 0, $"document {d} has term {Show(term)}, but no length");
            if (cursor.Field.HasPositions) CheckPositions(cursor, term, d, freq);
        }
        return (documents, occurrences);
    }

    private static void CheckPositions(PostingsCursor cursor, byte[] term, int document, int freq)
    {
        var occurrences = cursor.ReadPositions(cursor.Field.HasOffsets || cursor.Field.HasPayloads);
        var positions = occurrences.Positions;
        Demand.That(positions.Length == freq, $"term {Show(term)} has {positions.Length} positions for {freq} occurrences in document {document}");
        for (var i = 0; i < positions.Length; i++)
            Demand.That(positions[i] >= (i == 0 ? 0 : positions[i - 1]) && positions[i] <= int.MaxValue - 128, $"term {Show(term)} has position {positions[i]} out of order in document {document}");
        if (!cursor.Field.HasOffsets) return;
        var starts = occurrences.Starts;
        var ends = occurrences.Ends;
        for (var i = 0; i < starts.Length; i++)
            Demand.That(starts[i] >= (i == 0 ? 0 : starts[i - 1]) && ends[i] >= starts[i], $"term {Show(term)} has offsets {starts[i]} to {ends[i]} out of order in document {document}");
    }

    /// <summary>Every document's frequency and length are covered by an impact of each level that speaks of it, and every impact is of some document.</summary>
    private static void CheckImpacts(PostingsCursor cursor, PostingsCursor shallow, byte[] term, FieldNorms? norms)
    {
        var pairs = new List<(int Freq, ulong Norm)>[10];
        var ends = new int[10];
        var attained = new HashSet<(int, ulong)>[10];
        var levels = 0;
        Array.Fill(ends, -1);
        for (var d = cursor.Next(); d != PostingsCursor.End; d = cursor.Next())
        {
            if (levels == 0 || d > ends[0])
            {
                shallow.AdvanceShallow(d);
                levels = shallow.ImpactLevels;
                if (levels == 0) return;
                for (var l = 0; l < levels; l++)
                {
                    if (ends[l] == shallow.ShallowEnd(l)) continue;
                    if (ends[l] >= 0) DemandTight(pairs[l], attained[l], term);
                    ends[l] = shallow.ShallowEnd(l);
                    pairs[l] = Decode(shallow.Impacts(l), term);
                    attained[l] = [];
                }
            }
            ulong norm = 1;
            if (norms != null && norms.TryGet(d, out var value)) norm = (ulong)value;
            var freq = cursor.Field.HasFreqs ? cursor.Freq : 1;
            for (var l = 0; l < levels; l++)
            {
                attained[l].Add((freq, norm));
                Demand.That(pairs[l].Exists(p => p.Freq >= freq && p.Norm <= norm), $"the impacts of term {Show(term)} on level {l} promise less than document {d} has (frequency {freq}, length code {norm}): searches would miss it");
            }
        }
    }

    private static void DemandTight(List<(int, ulong)> pairs, HashSet<(int, ulong)> attained, byte[] term)
    {
        foreach (var pair in pairs)
            Demand.That(attained.Contains(pair) || pair.Item2 == 1, $"the impacts of term {Show(term)} promise {pair}, which no document has");
    }

    private static List<(int Freq, ulong Norm)> Decode(ReadOnlySpan<byte> bytes, byte[] term)
    {
        var reader = new Storage.ByteReader(bytes, "impacts");
        var pairs = new List<(int, ulong)>();
        var freq = 0;
        long norm = 0;
        while (reader.Remaining > 0)
        {
            var code = reader.ReadVInt();
            freq += 1 + (code >>> 1);
            norm += 1 + ((code & 1) != 0 ? reader.ReadZLong() : 0);
            Demand.That(freq > 0 && norm != 0 && (pairs.Count == 0 || (ulong)norm > pairs[^1].Item2), $"the impacts of term {Show(term)} are out of order");
            pairs.Add((freq, (ulong)norm));
        }
        Demand.That(pairs.Count > 0, $"term {Show(term)} has a block without impacts");
        return pairs;
    }

    /// <summary>Jumps to seven documents along the list and compares with walking.</summary>
    private static void CheckSkipping(PostingsCursor cursor, PostingsCursor skipping, byte[] term)
    {
        var step = Math.Max(1, cursor.DocFreq / 7);
        var n = 0;
        for (var d = cursor.Next(); d != PostingsCursor.End; d = cursor.Next())
        {
            if (++n % step != 0) continue;
            var found = skipping.Advance(d);
            Demand.That(found == d, $"skipping to document {d} of term {Show(term)} lands on {found}");
        }
    }

    private static string Show(byte[] term) => Array.TrueForAll(term, b => b is > 32 and < 127) && term.Length < 60
        ? System.Text.Encoding.ASCII.GetString(term) : Convert.ToHexStringLower(term.AsSpan(0, Math.Min(60, term.Length)));
}
