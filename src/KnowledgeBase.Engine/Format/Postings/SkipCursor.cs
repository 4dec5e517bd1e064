using System.Numerics;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Postings;

/// <summary>
/// Walks a term's skip data. Level l has an entry at the end of every 128·8^l documents: vInt last document, vLong .doc position behind the block;
/// positions: vLong .pos position of the open position block, vInt positions in it; payloads: vInt payload bytes in it; payloads or offsets: vLong .pay position;
/// vInt length and impacts; above level 0 vLong position in the level below. Numbers are differences within the level.
/// On each level it holds the entry in whose span the target lies (its <see cref="EndDoc"/> and impacts) and the entry before (where to go on reading).
/// </summary>
internal sealed class SkipCursor
{
    private const int MaxLevels = 10;
    private readonly Level[] levels = new Level[MaxLevels];
    private PostingsFiles files = null!;
    private FieldInfo field = null!;
    private int count;
    private int documents;

    /// <summary>Levels that have an entry ahead; the spans of higher ones reach past the last entry.</summary>
    public int Levels { get; private set; }

    public void Reset(PostingsFiles of, FieldInfo fieldInfo, in TermState state)
    {
        files = of;
        field = fieldInfo;
        documents = state.DocFreq % 128 == 0 ? state.DocFreq - 1 : state.DocFreq;
        int blocks = documents / 128;
        count = 1;
        for (int n = blocks; n >= 8; n /= 8)
        {
            count++;
        }

        if (count > MaxLevels || state.DocFreq <= 128)
        {
            throw new IndexFormatException(files.Doc.Name, "a term with few documents has skip data");
        }

        long at = state.DocStart + state.SkipOffset;
        for (int l = count - 1; l >= 0; l--)
        {
            long start = at;
            if (l > 0)
            {
                var reader = files.Doc.Reader(at);
                long length = reader.ReadVLong();
                start = at + reader.Position;
                at = start + length;
            }

            levels[l] = new Level { Start = start, At = start, Interval = 128L << (3 * l), Current = new Entry { Doc = -1, DocAt = state.DocStart, PosAt = state.PosStart, PayAt = state.PayStart } };
            levels[l].Before = levels[l].Current;
        }

        Levels = count;
    }

    /// <summary>Last document of the span of a level, or <see cref="int.MaxValue"/> behind the last entry.</summary>
    public int EndDoc(int level) => levels[level].Current.Doc;

    /// <summary>Moves until the target lies in the span on each level.</summary>
    public void MoveTo(int target)
    {
        int level = 0;
        while (level < count - 1 && target > levels[level + 1].Current.Doc)
        {
            level++;
        }

        while (level >= 0)
        {
            ref Level l = ref levels[level];
            if (target > l.Current.Doc)
            {
                Load(level);
            }
            else
            {
                if (level > 0 && l.Before.Child > levels[level - 1].At)
                {
                    // What lies below before this point is passed over.
                    ref Level below = ref levels[level - 1];
                    below.At = l.Before.Child;
                    below.Seen = l.Seen - l.Interval;
                    long child = 0;
                    if (level > 1)
                    {
                        var reader = files.Doc.Reader(below.At);
                        child = reader.ReadVLong() + levels[level - 2].Start;
                        below.At += reader.Position;
                    }

                    below.Current = l.Before with { Child = child, ImpactLength = 0 };
                    below.Before = below.Current;
                }

                level--;
            }
        }

        Levels = 0;
        while (Levels < count && levels[Levels].Current.Doc != int.MaxValue)
        {
            Levels++;
        }
    }

    /// <summary>Where reading goes on for the target last moved to: the end of the entry before, on the lowest level.</summary>
    public ref readonly Entry Behind => ref levels[0].Before;

    /// <summary>How many documents lie before <see cref="Behind"/>.</summary>
    public int DocumentsBehind => (int)Math.Max(0, levels[0].Seen - levels[0].Interval);

    /// <summary>The impacts of a level's span: see <see cref="ImpactCode"/>. Empty behind the last entry.</summary>
    public ReadOnlySpan<byte> Impacts(int level)
    {
        ref readonly Entry entry = ref levels[level].Current;
        return files.Doc.Span(entry.ImpactAt, entry.ImpactLength);
    }

    private void Load(int level)
    {
        ref Level l = ref levels[level];
        l.Before = l.Current;
        l.Seen += l.Interval;
        if (l.Seen > documents)
        {
            l.Current.Doc = int.MaxValue;
            l.Current.ImpactLength = 0;
            return;
        }

        var reader = files.Doc.Reader(l.At);
        ref Entry entry = ref l.Current;
        int doc = Math.Max(0, entry.Doc) + reader.ReadVInt();
        if (doc < entry.Doc || doc >= files.MaxDoc)
        {
            reader.Fail("skip data points to a document that does not exist");
        }

        entry.Doc = doc;
        entry.DocAt += reader.ReadVLong();
        if (field.HasPositions)
        {
            entry.PosAt += reader.ReadVLong();
            entry.PosIn = reader.ReadCount(128);
            if (field.HasPayloads)
            {
                entry.PayIn = reader.ReadCount();
            }

            if (field.HasPayloads || field.HasOffsets)
            {
                entry.PayAt += reader.ReadVLong();
            }
        }

        entry.ImpactLength = reader.ReadCount(reader.Remaining);
        entry.ImpactAt = l.At + reader.Position;
        reader.Skip(entry.ImpactLength);
        if (level > 0)
        {
            entry.Child = reader.ReadVLong() + levels[level - 1].Start;
        }

        l.At += reader.Position;
    }

    internal struct Entry
    {
        public int Doc;
        public long DocAt;
        public long PosAt;
        public int PosIn;
        public int PayIn;
        public long PayAt;
        public long Child;
        public long ImpactAt;
        public int ImpactLength;
    }

    private struct Level
    {
        public long Start;
        public long At;
        public long Interval;
        public long Seen;
        public Entry Current;
        public Entry Before;
    }
}

/// <summary>
/// Reads competitive pairs of frequency and norm, ascending in both: from (0, 0), vInt frequency difference - 1 shifted by 1 when the norm moves by
/// one, else | 1 and zLong norm difference - 1.
/// </summary>
internal ref struct ImpactCode(ReadOnlySpan<byte> bytes, string file)
{
    private ByteReader reader = new(bytes, file);

    public int Freq { get; private set; }

    public long Norm { get; private set; }

    public bool Next()
    {
        if (reader.Remaining == 0)
        {
            return false;
        }

        int token = reader.ReadVInt();
        Freq += 1 + (token >>> 1);
        Norm += 1 + ((token & 1) != 0 ? reader.ReadZLong() : 0);
        return true;
    }
}
