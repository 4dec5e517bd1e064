using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>
/// Encodes .tim, .tip and .tmd: the terms of each field in blocks of 25 to 48 entries that share a prefix, and an automaton
/// from prefixes to blocks. Fields come in ordinal order of their names, terms in byte order.
/// The blocks are those of Lucene's BlockTreeTermsWriter: whenever a prefix has gathered 25 entries, they become a block.
/// </summary>
internal sealed class TermsWriter : IDisposable
{
    internal const int MinEntries = 25;
    internal const int MaxEntries = 48;

    private readonly IndexOutput terms;
    private readonly IndexOutput index;
    private readonly IndexOutput meta;
    private readonly ByteBuffer fieldMeta = new();
    private readonly TermBlockWriter blocks;
    private readonly List<TermEntry> pending = [];
    private readonly List<(byte[] Prefix, byte[] Value)> prefixes = [];
    private int[] prefixStarts = new int[16];
    private byte[] lastTerm = [];
    private byte[]? firstTerm;
    private FieldInfo field = null!;
    private int fields;
    private long termCount, sumTotalTermFreq, sumDocFreq;

    public TermsWriter(SegmentFiles files)
    {
        terms = files.Create(FileKind.TermsDict, FileKind.PostingsSuffix);
        index = files.Create(FileKind.TermsIndex, FileKind.PostingsSuffix);
        meta = files.Create(FileKind.TermsMeta, FileKind.PostingsSuffix);
        EnvelopeWriter.WriteHeader(meta, FileKind.PostingsTerms, files.Id, FileKind.PostingsSuffix);
        meta.WriteVInt(ForEncoder.BlockSize);
        blocks = new TermBlockWriter(terms);
    }

    public void BeginField(FieldInfo info)
    {
        field = info;
        lastTerm = [];
        firstTerm = null;
        pending.Clear();
        prefixes.Clear();
        termCount = sumTotalTermFreq = sumDocFreq = 0;
    }

    public void Add(ReadOnlySpan<byte> term, in TermMetadata metadata)
    {
        var bytes = term.ToArray();
        Push(bytes);
        pending.Add(new TermEntry { Bytes = bytes, Term = metadata });
        firstTerm ??= bytes;
        termCount++;
        sumDocFreq += metadata.DocFreq;
        sumTotalTermFreq += metadata.TotalTermFreq;
    }

    /// <param name="docCount">Documents with at least one term in the field.</param>
    public void FinishField(int docCount)
    {
        if (termCount == 0) return;
        var last = lastTerm;
        Push([]);
        WriteBlocks(0, pending.Count);
        var root = pending[0];
        fields++;
        fieldMeta.WriteVInt(field.Number);
        fieldMeta.WriteVLong(termCount);
        fieldMeta.WriteVInt(root.IndexValue!.Length);
        fieldMeta.WriteBytes(root.IndexValue);
        if (field.HasFreqs) fieldMeta.WriteVLong(sumTotalTermFreq);
        fieldMeta.WriteVLong(sumDocFreq);
        fieldMeta.WriteVInt(docCount);
        fieldMeta.WriteVInt(firstTerm!.Length);
        fieldMeta.WriteBytes(firstTerm);
        fieldMeta.WriteVInt(last.Length);
        fieldMeta.WriteBytes(last);
        fieldMeta.WriteVLong(index.Position);
        prefixes.Sort((a, b) => a.Prefix.AsSpan().SequenceCompareTo(b.Prefix));
        FstWriter.Write(fieldMeta, index, prefixes);
        pending.Clear();
    }

    public void Finish()
    {
        meta.WriteVInt(fields);
        meta.WriteBytes(fieldMeta.Written);
        meta.WriteLong(index.Position + Envelope.FooterLength);
        meta.WriteLong(terms.Position + Envelope.FooterLength);
        EnvelopeWriter.Finish(terms);
        EnvelopeWriter.Finish(index);
        EnvelopeWriter.Finish(meta);
    }

    public void Dispose()
    {
        terms.Dispose();
        index.Dispose();
        meta.Dispose();
    }

    /// <summary>Makes blocks of the prefixes that the next term no longer has.</summary>
    private void Push(byte[] next)
    {
        var shared = lastTerm.AsSpan().CommonPrefixLength(next);
        for (var i = lastTerm.Length - 1; i >= shared; i--)
        {
            var count = pending.Count - prefixStarts[i];
            if (count < MinEntries) continue;
            WriteBlocks(i + 1, count);
            prefixStarts[i] -= count - 1;
        }
        if (prefixStarts.Length < next.Length) Array.Resize(ref prefixStarts, Math.Max(2 * prefixStarts.Length, next.Length));
        for (var i = shared; i < next.Length; i++) prefixStarts[i] = pending.Count;
        lastTerm = next;
    }

    /// <summary>Replaces the last pending entries, which share a prefix, by one block, cut into pieces when there are too many.</summary>
    private void WriteBlocks(int prefix, int count)
    {
        var from = pending.Count - count;
        var end = pending.Count;
        var start = from;
        int lastLead = -1, startLead = -1;
        var pieces = new List<TermBlockWriter.Piece>();
        for (var i = from; i < end; i++)
        {
            var bytes = pending[i].Bytes;
            var lead = bytes.Length == prefix ? -1 : bytes[prefix];
            if (lead == lastLead) continue;
            if (i - start >= MinEntries && end - start > MaxEntries)
            {
                pieces.Add(blocks.Write(Entries(start, i), prefix, startLead, false, field));
                start = i;
                startLead = lead;
            }
            lastLead = lead;
        }
        pieces.Add(blocks.Write(Entries(start, end), prefix, startLead, true, field));
        var value = IndexValue(pieces);
        var key = pending[from].Bytes.AsSpan(0, prefix).ToArray();
        prefixes.Add((key, value));
        pending.RemoveRange(from, count);
        pending.Add(new TermEntry { Bytes = key, IsBlock = true, Position = pieces[0].Position, IndexValue = value });
    }

    private Span<TermEntry> Entries(int from, int to) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending)[from..to];

    private static byte[] IndexValue(List<TermBlockWriter.Piece> pieces)
    {
        var value = new ByteBuffer(16);
        var first = pieces[0];
        value.WriteVLong(first.Position << 2 | (first.HasTerms ? 2L : 0) | (pieces.Count > 1 ? 1L : 0));
        if (pieces.Count == 1) return value.ToArray();
        value.WriteVInt(pieces.Count - 1);
        foreach (var piece in pieces.Skip(1))
        {
            value.WriteByte((byte)piece.Lead);
            value.WriteVLong((piece.Position - first.Position) << 1 | (piece.HasTerms ? 1L : 0));
        }
        return value.ToArray();
    }
}

/// <summary>An entry of a block yet to be written: a term, or a block with a longer prefix that stands already.</summary>
internal struct TermEntry
{
    public byte[] Bytes;
    public bool IsBlock;
    public long Position;
    public byte[]? IndexValue;
    public TermMetadata Term;
}
