using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>Encodes one block of the term dictionary: number of entries, their suffixes, lengths, statistics and metadata.</summary>
internal sealed class TermBlockWriter(IndexOutput output)
{
    private readonly ByteBuffer suffixes = new();
    private readonly ByteBuffer lengths = new();
    private readonly ByteBuffer stats = new();
    private readonly ByteBuffer metadata = new();
    private readonly SuffixCompressor compressor = new();

    /// <summary>A block as the index knows it. Lead is the first byte of its entries after the prefix, -1 in the first piece.</summary>
    public readonly record struct Piece(long Position, int Lead, bool HasTerms);

    public Piece Write(ReadOnlySpan<TermEntry> entries, int prefix, int lead, bool last, FieldInfo field)
    {
        var position = output.Position;
        suffixes.Clear();
        lengths.Clear();
        stats.Clear();
        metadata.Clear();
        var leaf = true;
        foreach (ref readonly var entry in entries) leaf &= !entry.IsBlock;
        var hasTerms = WriteEntries(entries, prefix, leaf, position, field);
        output.WriteVInt(entries.Length << 1 | (last ? 1 : 0));
        var packed = compressor.Compress(suffixes.Written, entries.Length, prefix, out var compression);
        output.WriteVLong((long)suffixes.Length << 3 | (leaf ? 4L : 0) | (long)compression);
        output.WriteBytes(packed);
        WriteLengths();
        output.WriteVInt(stats.Length);
        output.WriteBytes(stats.Written);
        output.WriteVInt(metadata.Length);
        output.WriteBytes(metadata.Written);
        return new Piece(position, lead, hasTerms);
    }

    private bool WriteEntries(ReadOnlySpan<TermEntry> entries, int prefix, bool leaf, long position, FieldInfo field)
    {
        var previous = new TermMetadata { Single = -1 };
        var pay = field.HasPayloads || field.HasOffsets;
        var singles = 0;
        var hasTerms = false;
        foreach (ref readonly var entry in entries)
        {
            var suffix = entry.Bytes.AsSpan(prefix);
            suffixes.WriteBytes(suffix);
            if (leaf) lengths.WriteVInt(suffix.Length);
            else lengths.WriteVInt(suffix.Length << 1 | (entry.IsBlock ? 1 : 0));
            if (entry.IsBlock)
            {
                lengths.WriteVLong(position - entry.Position);
                continue;
            }
            hasTerms = true;
            if (entry.Term.DocFreq == 1 && (!field.HasFreqs || entry.Term.TotalTermFreq == 1))
            {
                singles++;
            }
            else
            {
                EndRun(ref singles);
                stats.WriteVInt(entry.Term.DocFreq << 1);
                if (field.HasFreqs) stats.WriteVLong(entry.Term.TotalTermFreq - entry.Term.DocFreq);
            }
            entry.Term.Write(metadata, previous, field.HasPositions, pay);
            previous = entry.Term;
        }
        EndRun(ref singles);
        return hasTerms;
    }

    private void EndRun(ref int singles)
    {
        if (singles > 0) stats.WriteVInt((singles - 1) << 1 | 1);
        singles = 0;
    }

    private void WriteLengths()
    {
        var bytes = lengths.Written;
        var same = bytes.Length > 1 && bytes.IndexOfAnyExcept(bytes[0]) < 0;
        output.WriteVInt(bytes.Length << 1 | (same ? 1 : 0));
        output.WriteBytes(same ? bytes[..1] : bytes);
    }
}
