using System.Runtime.CompilerServices;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Where in the word one may stand after the characters read, by number of edits: bit i for i characters of the word passed.</summary>
internal struct EditState
{
    public ulong None;
    public ulong One;
    public ulong Two;
    public ulong NoneBefore;
    public ulong OneBefore;
    public ulong LastPlaces;

    /// <summary>Characters read.</summary>
    public int Length;
}

/// <summary>
/// At most one or two edits (insert, delete, replace, and where wanted a swap of neighbours) from a word of at most 62 characters: an automaton whose states are bits
/// (S. Wu and U. Manber, "Fast Text Searching Allowing Errors", 1992; swaps as in optimal string alignment, reaching back one character more).
/// </summary>
internal readonly struct EditRule : ICodePointRule<EditState>
{
    private readonly CharacterPlaces places;
    private readonly int[] word;
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
        places = new CharacterPlaces();
        this.word = word;
        equal = prefix;
        for (int i = 0; i < word.Length; i++)
        {
            places.Add(word[i], i);
        }

        end = 1UL << word.Length;
        all = (end << 1) - 1;
        two = limit > 1 ? all : 0;
        swaps = transpositions ? all : 0;
    }

    public EditState Start => new() { None = 1, One = 3 & all, Two = 7 & two };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Step(in EditState from, int point, ref EditState to)
    {
        ulong here = places.Of(point);
        ulong none = (from.None << 1) & here;
        ulong swapped = (((from.NoneBefore << 1) & here) << 1) & from.LastPlaces & swaps;
        ulong one = (((from.One << 1) & here) | from.None | (from.None << 1) | (none << 1) | swapped) & all;
        swapped = (((from.OneBefore << 1) & here) << 1) & from.LastPlaces & swaps;
        to.Two = (((from.Two << 1) & here) | from.One | (from.One << 1) | (one << 1) | swapped) & two;
        to.NoneBefore = from.None;
        to.OneBefore = from.One;
        to.None = none;
        to.One = one;
        to.LastPlaces = here;
        to.Length = from.Length + 1;
        return (none | one | to.Two) != 0 && (to.Length > equal || word[to.Length - 1] == point);
    }

    public bool Accepts(in EditState state) => ((state.None | state.One | state.Two) & end) != 0 && state.Length >= equal;

    /// <summary>The number of edits of an accepted term.</summary>
    public int Edits(in EditState state) => (state.None & end) != 0 ? 0 : (state.One & end) != 0 ? 1 : 2;
}
