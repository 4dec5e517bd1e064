using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// The cursors and buffers of one search, and its patience. They are handed out while a segment is searched and taken back all at once when it is done with, so the next segment and
/// the next search need none of their own. Belongs to one search at a time.
/// </summary>
internal sealed class SearchScratch
{
    private readonly Pool<PostingsCursor> postings = new(static () => new PostingsCursor());
    private readonly Pool<TermScorer> scorers = new(static () => new TermScorer());
    private readonly Pool<TermSource> sources = new(static () => new TermSource());
    private readonly Pool<GroupSource> groups = new(static () => new GroupSource());
    private readonly Pool<Intersection> intersections = new(static () => new Intersection());
    private readonly Pool<ExactPhraseCheck> phrases = new(static () => new ExactPhraseCheck());
    private readonly Pool<TermWindows> windows = new(static () => new TermWindows());
    private readonly Pool<BitSpace> bits = new(static () => new BitSpace());

    private int steps;

    /// <summary>Ends the search when it is cancelled.</summary>
    public CancellationToken Cancel { get; set; }

    /// <summary>To be called in loops that may go far without a hit: every few thousand calls it looks whether the search was cancelled.</summary>
    public void Step()
    {
        if ((++steps & 0xFFF) == 0)
        {
            Cancel.ThrowIfCancellationRequested();
        }
    }

    public PostingsCursor Postings(SegmentReader reader, FieldInfo field) => reader.Postings(field, postings.Take());

    public TermScorer TermScorer() => scorers.Take();

    public TermSource TermSource() => sources.Take();

    public GroupSource GroupSource() => groups.Take();

    public Intersection Intersection() => intersections.Take();

    public ExactPhraseCheck ExactPhrase() => phrases.Take();

    public TermWindows TermWindows() => windows.Take();

    /// <summary>A cleared bit for each document; the array may be longer.</summary>
    public ulong[] Bits(int maxDoc) => bits.Take().Clear((maxDoc + 63) >> 6);

    /// <summary>Takes everything back.</summary>
    public void Reset()
    {
        postings.Reset();
        scorers.Reset();
        sources.Reset();
        groups.Reset();
        intersections.Reset();
        phrases.Reset();
        windows.Reset();
        bits.Reset();
        Cancel = default;
    }

    private sealed class BitSpace
    {
        private ulong[] words = [];

        public ulong[] Clear(int count)
        {
            if (words.Length < count)
            {
                words = new ulong[count];
            }
            else
            {
                Array.Clear(words, 0, count);
            }

            return words;
        }
    }

    // Objects handed out one after another; beyond some number they are not kept.
    private sealed class Pool<T>(Func<T> make)
    {
        private const int MostKept = 64;
        private readonly List<T> items = [];
        private int used;

        public T Take()
        {
            if (used == items.Count)
            {
                items.Add(make());
            }

            return items[used++];
        }

        public void Reset()
        {
            used = 0;
            if (items.Count > MostKept)
            {
                items.RemoveRange(MostKept, items.Count - MostKept);
            }
        }
    }
}
