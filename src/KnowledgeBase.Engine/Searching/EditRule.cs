namespace KnowledgeBase.Engine.Searching;

/// <summary>Where in the word one may stand after the characters read, by number of edits: bit i for i characters of the word passed.</summary>
/// <param name="None">Without an edit.</param>
/// <param name="One">With at most one.</param>
/// <param name="Two">With at most two.</param>
/// <param name="NoneSwap">Where the character just read was the second of two that the next may complete as swapped, without another edit.</param>
/// <param name="OneSwap">The same with one edit before.</param>
/// <param name="Length">Characters read, as long as they must be equal.</param>
internal readonly record struct EditState(ulong None, ulong One, ulong Two, ulong NoneSwap, ulong OneSwap, int Length);

/// <summary>
/// At most one or two edits (insert, delete, replace, and where wanted a swap of neighbours) from a word of at most 62 characters: an automaton whose states are bits
/// (S. Wu and U. Manber, "Fast Text Searching Allowing Errors", 1992; swaps as in optimal string alignment, reaching back one character more).
/// </summary>
internal readonly struct EditRule : ICodePointRule<EditState>
{
    private readonly int equal;
    private readonly ulong end;
    private readonly ulong all;
    private readonly ulong two;
    private readonly ulong swaps;

    /// <param name="word">Code points.</param>
    /// <param name="limit">1 or 2.</param>
    /// <param name="prefix">So many first characters must be equal.</param>
    /// <param name="transpositions">Whether a swap of neighbours is one edit.</param>
    public EditRule(int[] word, int limit, int prefix, bool transpositions)
    {
        Classes = new CharacterClasses();
        equal = prefix;
        for (int i = 0; i < word.Length; i++)
        {
            Classes.Add(word[i], i);
        }

        end = 1UL << word.Length;
        all = (end << 1) - 1;
        two = limit > 1 ? all : 0;
        swaps = transpositions ? all : 0;
    }

    public CharacterClasses Classes { get; }

    public EditState Start => new(1, 3 & all, 7 & two, 0, 0, 0);

    public bool Step(in EditState from, ulong places, out EditState to)
    {
        ulong none = (from.None << 1) & places;
        ulong one = (((from.One << 1) & places) | from.None | (from.None << 1) | (none << 1) | (from.NoneSwap & (places << 1))) & all;
        ulong more = (((from.Two << 1) & places) | from.One | (from.One << 1) | (one << 1) | (from.OneSwap & (places << 1))) & two;
        int length = Math.Min(from.Length + 1, equal);
        to = new EditState(none, one, more, (from.None << 2) & places & swaps, (from.One << 2) & places & swaps & two, length);
        return (none | one | more) != 0 && (from.Length >= equal || (places >> length & 1) != 0);
    }

    public bool Accepts(in EditState state) => ((state.None | state.One | state.Two) & end) != 0 && state.Length >= equal;

    /// <summary>The number of edits of an accepted term.</summary>
    public int Edits(in EditState state) => (state.None & end) != 0 ? 0 : (state.One & end) != 0 ? 1 : 2;
}
