using System.Runtime.CompilerServices;
using KnowledgeBase.Engine.Bits;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Postings;

/// <summary>
/// Walks the documents of one term, block by block: full blocks FORDELTA(128 document differences), PFOR(128 frequencies); the rest one by one
/// (vInt difference shifted by 1 | frequency is 1, vInt frequency if not; without frequencies vInt difference); after more than 128 documents skip data.
/// Contract: <see cref="Doc"/> is -1 before the first move and <see cref="End"/> after the last; <see cref="Advance"/> goes to the first
/// document at or after the target, which must lie beyond the current one. Reusable by <see cref="Reset"/>. For one thread.
/// </summary>
public sealed partial class PostingsCursor
{
    /// <summary>What <see cref="Doc"/> is behind the last document.</summary>
    public const int End = int.MaxValue;

    private const int BlockSize = ForDecoder.BlockSize;

    // So many sums cost less than all sums of a block.
    private const int FewPlaces = 8;

    /// <summary>How many places behind the last document of <see cref="BlockArray"/> hold <see cref="End"/>.</summary>
    internal const int Padding = 32;

    private PostingsFiles files = null!;
    private FieldInfo field = null!;
    private readonly int[] docs = new int[BlockSize + Padding];
    private readonly int[] freqs = new int[BlockSize];
    private SkipCursor? skips;
    private PositionsCursor? positions;
    private PositionsCursor? sparePositions;
    private TermState state;
    private bool skipsReady;
    private long docAt;
    private long freqAt;
    private int left;
    private int lastDoc;
    private int count;
    private int index;
    private bool freqsReady;
    private int positionsPassed;
    private int[]? sums;
    private bool sumsReady;

    public PostingsCursor(PostingsFiles files, FieldInfo field)
        : this() => Bind(files, field);

    /// <summary>A cursor that is of use only when it is bound.</summary>
    internal PostingsCursor() => Array.Fill(docs, End);

    public FieldInfo Field => this.field;

    /// <summary>Documents of the term, deleted ones included.</summary>
    public int DocFreq => state.DocFreq;

    public ref readonly TermState State => ref state;

    /// <summary>The current document.</summary>
    public int Doc { get; private set; } = End;

    /// <summary>How often the term stands in the current document; 1 where the field does not keep it.</summary>
    public int Freq
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (freqsReady ? freqs : ReadFreqs())[index];
    }

    /// <summary>The documents of the block in hand; scorers go through them without a call each.</summary>
    public ReadOnlySpan<int> BlockDocs => docs.AsSpan(0, count);

    /// <summary>The array that <see cref="BlockDocs"/> lies in; <see cref="Padding"/> times <see cref="End"/> follow, so that a search may read past the last.</summary>
    internal int[] BlockArray => docs;

    /// <summary>The frequencies beside <see cref="BlockDocs"/>.</summary>
    public ReadOnlySpan<int> BlockFreqs => (freqsReady ? freqs : ReadFreqs()).AsSpan(0, count);

    /// <summary>Changes whenever another block comes into hand.</summary>
    public int BlockNumber { get; private set; }

    /// <summary>Place of the current document within <see cref="BlockDocs"/>.</summary>
    public int BlockIndex => index;

    /// <summary>Makes it a cursor of a field of a segment.</summary>
    internal PostingsCursor Bind(PostingsFiles of, FieldInfo fieldInfo)
    {
        files = of;
        field = fieldInfo;
        return this;
    }

    /// <summary>Begins a term; positions can be asked for only when that is said here.</summary>
    public PostingsCursor Reset(in TermState term, bool withPositions = false)
    {
        state = term;
        docAt = term.DocStart;
        left = term.DocFreq;
        lastDoc = 0;
        count = 0;
        index = -1;
        Doc = -1;
        skipsReady = false;
        freqsReady = true;
        sumsReady = false;
        positionsPassed = 0;
        positions = withPositions && field.HasPositions ? sparePositions ??= new PositionsCursor() : null;
        positions?.Begin(files, field, term);
        return this;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next()
    {
        if (++index < count)
        {
            return Doc = docs[index];
        }

        return NextBlock() ? Doc = docs[0] : Doc = End;
    }

    /// <summary>Moves to the first document at or after the target.</summary>
    public int Advance(int target)
    {
        if (count == 0 || target > docs[count - 1])
        {
            if (left > BlockSize && target > lastDoc)
            {
                Skip(target);
            }

            do
            {
                if (!NextBlock())
                {
                    return Doc = End;
                }
            }
            while (target > docs[count - 1]);
        }

        int low = Math.Max(index, 0);
        if (low < count && docs[low] >= target)
        {
            index = low;
            return Doc = docs[low];
        }

        int high = count - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (docs[middle] < target)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        index = low;
        return Doc = docs[low];
    }

    /// <summary>Places the cursor within the block in hand; the place must lie in <see cref="BlockDocs"/>.</summary>
    public void MoveInBlock(int place)
    {
        index = place;
        Doc = docs[place];
    }

    /// <summary>Loads the next block and stands on its first document; false (and <see cref="Doc"/> is <see cref="End"/>) when there is none.</summary>
    public bool NextBlock()
    {
        LeaveBlock();
        BlockNumber++;
        if (left == 0)
        {
            count = 0;
            index = 0;
            Doc = End;
            return false;
        }

        index = 0;
        if (state.DocFreq == 1)
        {
            docs[0] = state.SingletonDoc;
            freqs[0] = (int)Math.Min(state.TotalTermFreq, int.MaxValue);
            count = 1;
            docs.AsSpan(1, Padding).Fill(End);
            left = 0;
            freqsReady = true;
        }
        else if (left >= BlockSize)
        {
            BlockCodes.ReadDeltas(files.Doc, ref docAt, lastDoc, files.MaxDoc, docs);
            count = BlockSize;
            left -= BlockSize;
            freqsReady = false;
            freqAt = docAt;
            if (field.HasFreqs)
            {
                BlockCodes.Skip(files.Doc, ref docAt);
            }
        }
        else
        {
            ReadTail();
        }

        lastDoc = docs[count - 1];
        Doc = docs[0];
        return true;
    }

    /// <summary>
    /// Moves the skip data, not the documents, so that the target lies in the block asked about: <see cref="ShallowEnd"/> and the impacts then speak of it.
    /// </summary>
    public void AdvanceShallow(int target)
    {
        if (state.DocFreq > BlockSize)
        {
            Skips().MoveTo(target);
        }
    }

    /// <summary>How many levels of impacts there are at the place of <see cref="AdvanceShallow"/>; 0 where none are stored.</summary>
    public int ImpactLevels => state.DocFreq > BlockSize ? Skips().Levels : 0;

    /// <summary>The last document that the impacts of a level speak of.</summary>
    public int ShallowEnd(int level) => Skips().EndDoc(level);

    /// <summary>The coded impacts of a level.</summary>
    internal ReadOnlySpan<byte> Impacts(int level) => Skips().Impacts(level);

    internal string FileName => files.Doc.Name;

    private void Skip(int target)
    {
        var skip = Skips();
        skip.MoveTo(target);
        ref readonly var entry = ref skip.Behind;
        int documents = skip.DocumentsBehind;
        if (documents <= state.DocFreq - left || documents > state.DocFreq || entry.Doc >= target)
        {
            return; // no further than the block in hand
        }

        count = 0;
        docAt = entry.DocAt;
        left = state.DocFreq - documents;
        lastDoc = entry.Doc;
        positionsPassed = 0;
        freqsReady = true;
        positions?.Seek(entry);
    }

    private SkipCursor Skips()
    {
        if (!skipsReady)
        {
            skips ??= new SkipCursor();
            skips.Reset(files, field, state);
            skipsReady = true;
        }

        return skips!;
    }

    // The positions of the documents left behind have still to be passed over.
    private void LeaveBlock()
    {
        if (positions is not null && count > 0)
        {
            positions.Pass(Occurrences(positionsPassed, count));
        }

        sumsReady = false;
        positionsPassed = 0;
    }

    private void ReadTail()
    {
        var reader = files.Doc.Reader(docAt);
        int doc = lastDoc;
        for (int i = 0; i < left; i++)
        {
            int code = reader.ReadVInt();
            if (field.HasFreqs)
            {
                doc += code >>> 1;
                freqs[i] = (code & 1) != 0 ? 1 : reader.ReadVInt();
            }
            else
            {
                doc += code;
                freqs[i] = 1;
            }

            if ((uint)doc >= (uint)files.MaxDoc || doc < (i == 0 ? lastDoc : docs[i - 1]) || freqs[i] < 1)
            {
                reader.Fail("a posting points to a document that does not exist");
            }

            docs[i] = doc;
        }

        docAt += reader.Position;
        count = left;
        docs.AsSpan(count, Padding).Fill(End);
        left = 0;
        freqsReady = true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int[] ReadFreqs()
    {
        if (field.HasFreqs)
        {
            long at = freqAt;
            BlockCodes.Read(files.Doc, ref at, freqs);
        }
        else
        {
            Array.Fill(freqs, 1);
        }

        freqsReady = true;
        return freqs;
    }
}
