using System.Text;

namespace KnowledgeBase.Text.Translation;

/// <summary>
/// One dictionary of the dictd form: an index of headwords with offset and length in letters of base 64 (RFC 2229's
/// companion programs), and the entries. Headwords are looked up by their stems, so that an inflected word finds its entry.
/// </summary>
internal sealed class WordDictionary
{
    private const int LongestHeadword = 8;
    private const int LongestEntry = 1 << 14;
    private const int MostEntries = 6;
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private readonly string _language;
    private readonly DictzipFile _entries;
    private readonly ulong[] _keys;
    private readonly (long Offset, int Length)[] _places;

    /// <exception cref="InvalidDataException">The files are not what they should be.</exception>
    public WordDictionary(string index, string entries, string language)
    {
        _language = language;
        _entries = new DictzipFile(entries);
        var keys = new List<ulong>();
        var places = new List<(long, int)>();
        foreach (var line in File.ReadLines(index))
        {
            var columns = line.Split('\t');
            if (columns.Length >= 3 && !columns[0].StartsWith("00database", StringComparison.Ordinal) && Key(columns[0], language) is { } key
                && Number(columns[1]) is >= 0 and var offset && Number(columns[2]) is > 0 and < LongestEntry and var length)
            {
                keys.Add(key);
                places.Add((offset, (int)length));
            }
        }

        _keys = [.. keys];
        _places = [.. places];
        Array.Sort(_keys, _places);
    }

    /// <summary>Translations of a word or a few, those of exactly this spelling first, as the dictionary orders them.</summary>
    public List<string> Translate(string words)
    {
        if (Key(words, _language) is not { } key)
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
            entries.Add(Encoding.UTF8.GetString(_entries.Read(_places[at].Offset, _places[at].Length)));
        }

        return [.. entries.OrderByDescending(e => e.StartsWith(words, StringComparison.OrdinalIgnoreCase) && !char.IsLetter(e.ElementAtOrDefault(words.Length)))
            .SelectMany(DictionaryEntry.Translations).Distinct()];
    }

    private static ulong? Key(string words, string language)
    {
        var stems = WordForms.Stems(words, language);
        return stems.Count is 0 or > LongestHeadword ? null : Hash(string.Join(' ', stems));
    }

    /// <summary>FNV-1a (Fowler, Noll, Vo): 64 bits hold a million headwords apart.</summary>
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }

    private static long Number(string digits)
    {
        long number = 0;
        foreach (var digit in digits)
        {
            var value = Digits.IndexOf(digit, StringComparison.Ordinal);
            if (value < 0 || number > (long.MaxValue >> 7))
            {
                return -1;
            }

            number = (number << 6) + value;
        }

        return number;
    }
}
