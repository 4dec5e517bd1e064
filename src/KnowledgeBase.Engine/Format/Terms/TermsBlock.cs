using System.Text;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>
/// One block of .tim, decoded: vInt entries shifted by 1 | last piece; vLong suffix bytes shifted by 3 | leaf by 2 | compression; suffix bytes;
/// vInt n shifted by 1 | same, lengths data (leaf: vInt length; else vInt length shifted by 1 | sub-block, and for sub-blocks vLong distance);
/// vInt bytes, stats; vInt bytes, metadata. Stats per term: vInt docFreq shifted by 1, vLong totalTermFreq - docFreq; or a run of singles: vInt run - 1 shifted by 1 | 1.
/// Metadata per term: vLong document start difference shifted by 1 and, for one document, vInt document; or vLong zig-zag document difference shifted by 1 | 1;
/// positions: vLong start difference; payloads or offsets: vLong start difference; over 128 occurrences: vLong tail offset; over 128 documents: vLong skip offset.
/// </summary>
internal sealed class TermsBlock
{
    /// <summary>How many bytes behind the last suffix may be read; what they are is of no meaning.</summary>
    public const int Padding = 8;

    private byte[] floor = [];
    private int floorLength;
    private byte[] lengths = [];
    private int[] starts = [];
    private long[] children = [];
    private IndexInput? input;
    private FieldInfo? field;
    private int maxDoc;

    // Where decoding of stats and metadata has come to.
    private long statsAt;
    private long statsEnd;
    private long metaAt;
    private long metaEnd;
    private int decoded;
    private int singles;
    private TermState state;
    private long statsStart;
    private long metaStart;

    /// <summary>Length of the prefix that all entries share; it is not among the suffix bytes.</summary>
    public int PrefixLength { get; set; }

    /// <summary>Position of the first piece; what the parent's entry points to.</summary>
    public long FirstPosition { get; set; }

    /// <summary>The index value's floor data, or empty.</summary>
    public ReadOnlySpan<byte> Floor => floor.AsSpan(0, floorLength);

    /// <summary>For a walk through the pieces that <see cref="Floor"/> names.</summary>
    public FloorPieces Pieces;

    public bool HasTerms { get; set; }

    /// <summary>Position of the piece that is loaded, or -1.</summary>
    public long Position { get; private set; } = -1;

    /// <summary>Position right after it: the next piece, unless this is the last.</summary>
    public long End { get; private set; }

    public bool IsLastPiece { get; private set; }

    public int Count { get; private set; }

    /// <summary>The entry that comes next.</summary>
    public int Entry { get; set; }

    /// <summary>Terms among the entries before <see cref="Entry"/>.</summary>
    public int TermsBefore { get; set; }

    /// <summary>For a walk with an automaton: how many bytes of the last entry's suffix it took.</summary>
    public int Alive { get; set; }

    public byte[] Suffixes { get; private set; } = [];

    /// <summary>Where each entry's suffix begins in <see cref="Suffixes"/>, and the end of the last.</summary>
    public ReadOnlySpan<int> Starts => starts.AsSpan(0, Count + 1);

    /// <summary>Whether all entries are terms.</summary>
    public bool IsLeaf { get; private set; }

    public ReadOnlySpan<byte> Suffix(int entry) => Suffixes.AsSpan(starts[entry], starts[entry + 1] - starts[entry]);

    /// <summary>For each entry the position of its sub-block, or -1 for a term; empty when all are terms.</summary>
    public ReadOnlySpan<long> Children => IsLeaf ? default : children.AsSpan(0, Count);

    /// <summary>The position of an entry's sub-block, or -1 for a term.</summary>
    public long Child(int entry) => IsLeaf ? -1 : children[entry];

    public void SetFloor(ReadOnlySpan<byte> data)
    {
        if (floor.Length < data.Length)
        {
            floor = new byte[data.Length * 2];
        }

        data.CopyTo(floor);
        floorLength = data.Length;
    }

    public void Unload() => Position = -1;

    public void Load(FieldTerms terms, long position)
    {
        input = terms.Dictionary;
        field = terms.Field;
        maxDoc = terms.MaxDoc;
        Position = -1;
        var reader = input.Reader(position);
        int code = reader.ReadVInt();
        int count = code >>> 1;
        IsLastPiece = (code & 1) != 0;
        long token = reader.ReadVLong();
        int suffixBytes = (int)Math.Min(token >>> 3, int.MaxValue);
        bool leaf = (token & 4) != 0;
        if (count < 1 || suffixBytes > (reader.Remaining * 256L))
        {
            reader.Fail("an impossible block of terms");
        }

        if (Suffixes.Length < suffixBytes + (long)Padding)
        {
            Suffixes = new byte[Math.Max(suffixBytes + Padding, 256)];
        }

        SuffixCodes.Read(ref reader, (int)(token & 3), Suffixes, suffixBytes);
        int lengthCode = reader.ReadVInt();
        int lengthBytes = lengthCode >>> 1;
        if (count > lengthBytes || lengthBytes > suffixBytes * 5L + (count * 15L))
        {
            reader.Fail("a block of terms has too few lengths");
        }

        ReadOnlySpan<byte> lengthData;
        if ((lengthCode & 1) != 0)
        {
            if (lengths.Length < lengthBytes)
            {
                lengths = new byte[Math.Max(lengthBytes, 64)];
            }

            lengths.AsSpan(0, lengthBytes).Fill(reader.ReadByte());
            lengthData = lengths.AsSpan(0, lengthBytes);
        }
        else
        {
            lengthData = reader.ReadBytes(lengthBytes);
        }

        IsLeaf = leaf;
        if (starts.Length <= count)
        {
            starts = new int[Math.Max(count + 1, 64)];
        }

        if (!leaf || !ReadLengths(lengthData[..count], suffixBytes))
        {
            ReadEntries(new ByteReader(lengthData, input.Name, position), count, suffixBytes, position);
        }

        int stats = reader.ReadCount(reader.Remaining);
        statsStart = reader.FilePosition;
        statsEnd = statsStart + stats;
        reader.Skip(stats);
        int meta = reader.ReadCount(reader.Remaining);
        metaStart = reader.FilePosition;
        metaEnd = metaStart + meta;
        reader.Skip(meta);
        End = reader.FilePosition;
        Count = count;
        Entry = 0;
        TermsBefore = 0;
        Alive = 0;
        Restart();
        Position = position;
    }

    /// <summary>Statistics and places of the how-manieth term of the block.</summary>
    public void ReadState(int term, ref TermState target)
    {
        if (term < decoded - 1)
        {
            Restart();
        }

        if (decoded <= term)
        {
            var stats = input!.Reader(statsAt, statsEnd - statsAt);
            var meta = input.Reader(metaAt, metaEnd - metaAt);
            while (decoded <= term)
            {
                Decode(ref stats, ref meta);
            }

            statsAt = stats.FilePosition;
            metaAt = meta.FilePosition;
        }

        target = state;
    }

    // Lengths of one byte each, as nearly all are; false when that is not so, or when something is wrong.
    private bool ReadLengths(ReadOnlySpan<byte> data, int suffixBytes)
    {
        if (!Ascii.IsValid(data))
        {
            return false;
        }

        var into = starts.AsSpan(0, data.Length + 1);
        int start = 0;
        for (int i = 0; i < data.Length; i++)
        {
            into[i] = start;
            start += data[i];
        }

        into[data.Length] = start;
        return start <= suffixBytes;
    }

    private void ReadEntries(ByteReader reader, int count, int suffixBytes, long position)
    {
        if (!IsLeaf && children.Length < count)
        {
            children = new long[starts.Length];
        }

        var into = starts.AsSpan(0, count + 1);
        var below = IsLeaf ? default : children.AsSpan(0, count);
        int start = 0;
        for (int i = 0; i < count; i++)
        {
            into[i] = start;
            int code = reader.ReadVInt();
            if (below.IsEmpty)
            {
                start += code;
            }
            else
            {
                start += code >>> 1;
                below[i] = -1;
                if ((code & 1) != 0)
                {
                    long distance = reader.ReadVLong();
                    if (distance <= 0 || distance > position)
                    {
                        reader.Fail("a block of terms points to no earlier block");
                    }

                    below[i] = position - distance;
                }
            }

            if ((uint)start > (uint)suffixBytes)
            {
                reader.Fail("a block of terms has more lengths than bytes");
            }
        }

        into[count] = start;
    }

    private void Restart()
    {
        statsAt = statsStart;
        metaAt = metaStart;
        decoded = 0;
        singles = 0;
        state = default;
    }

    private void Decode(ref ByteReader stats, ref ByteReader meta)
    {
        decoded++;
        if (singles > 0)
        {
            singles--;
            state.DocFreq = 1;
            state.TotalTermFreq = 1;
        }
        else
        {
            int token = stats.ReadVInt();
            if ((token & 1) != 0)
            {
                singles = token >>> 1;
                state.DocFreq = 1;
                state.TotalTermFreq = 1;
            }
            else
            {
                state.DocFreq = token >>> 1;
                state.TotalTermFreq = field!.HasFreqs ? state.DocFreq + stats.ReadVLong() : state.DocFreq;
            }
        }

        if (state.DocFreq < 1 || state.DocFreq > maxDoc || state.TotalTermFreq < state.DocFreq)
        {
            stats.Fail("a term has impossible statistics");
        }

        long code = meta.ReadVLong();
        if ((code & 1) == 0)
        {
            state.DocStart += code >>> 1;
            state.SingletonDoc = state.DocFreq == 1 ? meta.ReadVInt() : -1;
        }
        else
        {
            long zigzag = code >>> 1;
            state.SingletonDoc += (int)((zigzag >>> 1) ^ -(zigzag & 1));
        }

        if (state.DocFreq == 1 && (uint)state.SingletonDoc >= (uint)maxDoc)
        {
            meta.Fail("a term's only document does not exist");
        }

        state.LastPosBlockOffset = -1;
        if (field!.HasPositions)
        {
            state.PosStart += meta.ReadVLong();
            if (field.HasOffsets || field.HasPayloads)
            {
                state.PayStart += meta.ReadVLong();
            }

            if (state.TotalTermFreq > 128)
            {
                state.LastPosBlockOffset = meta.ReadVLong();
            }
        }

        state.SkipOffset = state.DocFreq > 128 ? meta.ReadVLong() : -1;
    }
}
