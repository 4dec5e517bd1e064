using System.Text;
using KnowledgeBase.Text.Folding;

namespace KnowledgeBase.Text.Translation;

/// <summary>
/// One dictionary of the dictd form, looked up by the stems of its headwords, so that an inflected word finds its entry; or,
/// read backwards, by the stems of its translations. A word takes 16 bytes of memory; the entries stay in the file.
/// </summary>
internal sealed class WordDictionary
{
    private const int LongestHeadword = 8;
    private const int MostEntries = 6;
    private const int LengthBits = 14;

    /// <summary>Fewer words are read as fast as a table of them.</summary>
    private const int WorthKeeping = 2000;

    private readonly string _from;
    private readonly bool _backwards;
    private readonly DictzipFile _entries;
    private readonly ulong[] _keys;
    private readonly ulong[] _places;

    /// <param name="index">The file of headwords.</param>
    /// <param name="entries">The file of entries.</param>
    /// <param name="from">The language that is looked up: that of the headwords, or, backwards, that of the translations.</param>
    /// <param name="backwards">Find headwords by their translations.</param>
    /// <param name="table">Where the words are kept from one start to the next; null: nowhere.</param>
    /// <exception cref="InvalidDataException">The files are not what they should be.</exception>
    public WordDictionary(string index, string entries, string from, bool backwards, string? table = null)
    {
        (_from, _backwards, _entries) = (from, backwards, new DictzipFile(entries));
        var origin = table is null ? [] : WordTable.Origin(index, entries, from, backwards);
        if (table is not null && WordTable.Read(table, origin) is { } kept)
        {
            (_keys, _places) = kept;
            return;
        }

        var keys = new List<ulong>();
        var places = new List<ulong>();
        foreach (var (headword, offset, length) in DictionaryIndex.Read(index))
        {
            var place = ((ulong)offset << LengthBits) | (uint)length;
            foreach (var words in backwards ? DictionaryEntry.Translations(Entry(place)) : [headword])
            {
                if (Key(words) is { } key)
                {
                    keys.Add(key);
                    places.Add(place);
                }
            }
        }

        _keys = [.. keys];
        _places = [.. places];
        Array.Sort(_keys, _places);
        if (table is not null && _keys.Length >= WorthKeeping)
        {
            WordTable.Write(table, origin, _keys, _places);
        }
    }

    /// <summary>Words that can be looked up.</summary>
    public int Count => _keys.Length;

    /// <summary>True when a word of this spelling or an inflection of it is a headword.</summary>
    public bool Knows(string words) => Key(words) is { } key && Array.BinarySearch(_keys, key) >= 0;

    /// <summary>True when a word of exactly this spelling, but for case and accents, is a headword.</summary>
    public bool Spells(string word)
    {
        var folded = Folded(word);
        return Entries(word).Exists(e => Folded(DictionaryEntry.Headword(e)) == folded);
    }

    /// <summary>Translations of a word or a few, those of exactly this spelling first, as the dictionary orders them.</summary>
    public List<string> Translate(string words)
    {
        var entries = Entries(words);
        return _backwards
            ? [.. entries.OrderBy(e => RankOf(words, e)).Select(DictionaryEntry.Headword).Where(h => h.Length > 0).Distinct()]
            : [.. entries.OrderByDescending(e => IsOf(words, DictionaryEntry.Headword(e))).SelectMany(DictionaryEntry.Translations).Distinct()];
    }

    private List<string> Entries(string words)
    {
        if (Key(words) is not { } key)
        {
            return [];
        }

        var at = Array.BinarySearch(_keys, key);
        while (at > 0 && _keys[at - 1] == key)
        {
            at--;
        }

        var entries = new List<string>();
        for (; at >= 0 && at < _keys.Length && _keys[at] == key && entries.Count < MostEntries; at++)
        {
            entries.Add(Entry(_places[at]));
        }

        return entries;
    }

    private static string Folded(string word) => WordFolding.Fold(WordFolding.Exact(word));

    private static bool IsOf(string words, string headword) => string.Equals(words, headword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where a word stands among the translations of an entry: what it means first comes first.</summary>
    private int RankOf(string words, string entry)
    {
        var key = Key(words);
        var rank = DictionaryEntry.Translations(entry).FindIndex(t => Key(t) == key);
        return rank < 0 ? int.MaxValue : rank;
    }

    private string Entry(ulong place) =>
        Encoding.UTF8.GetString(_entries.Read((long)(place >> LengthBits), (int)(place & ((1 << LengthBits) - 1))));

    private ulong? Key(string words)
    {
        var stems = WordForms.Stems(words, _from);
        return stems.Count is 0 or > LongestHeadword ? null : WordForms.Hash(stems);
    }
}
