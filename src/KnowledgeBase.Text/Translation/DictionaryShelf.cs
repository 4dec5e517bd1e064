using System.Collections.Concurrent;
using KnowledgeBase.Text.Languages;

namespace KnowledgeBase.Text.Translation;

/// <summary>
/// The dictionaries that are installed (<c>freedict-ita-eng.index</c> and <c>.dict.dz</c> in one folder). A dictionary is
/// read when a word first needs it. Safe for any number of threads.
/// </summary>
public sealed class DictionaryShelf
{
    /// <summary>Where Debian's packages put dictionaries.</summary>
    public const string DebianFolder = "/usr/share/dictd";

    private const string Prefix = "freedict-";
    private const int MostPivots = 4;
    private const int MostOfPivot = 3;
    private const int MostRemembered = 20_000;
    private const int ShortestPart = 4;
    private const int EnoughDirect = 2;
    private const double DirectWeight = 2;

    /// <summary>Languages through which others are reached, best first: those with the largest dictionaries.</summary>
    private static readonly string[] Pivots = ["en", "de", "fr", "pl", "es"];

    /// <summary>Languages that write compounds as one word.</summary>
    private static readonly string[] Compounding = ["de", "nl", "sv", "da", "nb", "nn", "fi", "hu", "et"];

    private readonly Dictionary<(string From, string To), Lazy<WordDictionary>> _pairs = [];
    private readonly ConcurrentDictionary<(string Words, string From, string To), IReadOnlyList<string>> _remembered = new();

    private DictionaryShelf()
    {
    }

    private readonly ConcurrentDictionary<(string From, string To), string> _damaged = new();

    /// <summary>A shelf without dictionaries.</summary>
    public static DictionaryShelf Empty { get; } = new();

    /// <summary>Pairs of languages that there are dictionaries for.</summary>
    public IReadOnlyCollection<(string From, string To)> Pairs => _pairs.Keys;

    /// <summary>Dictionaries that could not be read, and why: they translate nothing.</summary>
    public IReadOnlyDictionary<(string From, string To), string> Damaged => _damaged;

    /// <summary>The dictionaries of a folder; none when it is not there.</summary>
    public static DictionaryShelf Open(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var shelf = new DictionaryShelf();
        if (!Directory.Exists(folder))
        {
            return shelf;
        }

        foreach (var index in Directory.EnumerateFiles(folder, Prefix + "*.index").Order(StringComparer.Ordinal))
        {
            var entries = Path.ChangeExtension(index, ".dict.dz");
            if (Path.GetFileNameWithoutExtension(index)[Prefix.Length..].Split('-') is [var from, var to] && File.Exists(entries))
            {
                var language = LanguageCode.Normalize(from);
                shelf._pairs[(language, LanguageCode.Normalize(to))] = new Lazy<WordDictionary>(() => new WordDictionary(index, entries, language));
            }
        }

        return shelf;
    }

    /// <summary>
    /// Translations of a word or a few words, likeliest first: those of the dictionary of the two languages, and those that
    /// dictionaries through other languages agree on. A compound without an entry gives those of its two parts side by side.
    /// </summary>
    public IReadOnlyList<string> Translate(string words, string from, string to, int most)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (_pairs.Count == 0)
        {
            return [];
        }

        if (_remembered.Count > MostRemembered)
        {
            _remembered.Clear();
        }

        return [.. _remembered.GetOrAdd((words, from, to), w => Find(w.Words, w.From, w.To) is { Count: > 0 } found ? found : Parts(w.Words, w.From, w.To)).Take(most)];
    }

    private IReadOnlyList<string> Find(string words, string from, string to)
    {
        var votes = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        var direct = Direct(words, from, to);
        Vote(direct, DirectWeight);
        foreach (var pivot in Pivots.Where(p => direct.Count < EnoughDirect && p != from && p != to && _pairs.ContainsKey((p, to))))
        {
            var rank = 1;
            foreach (var middle in Direct(words, from, pivot).Take(MostPivots))
            {
                Vote(Direct(middle, pivot, to).Take(MostOfPivot), 1.0 / rank++);
            }
        }

        return [.. votes.OrderByDescending(v => v.Value).Select(v => v.Key)];

        void Vote(IEnumerable<string> translations, double weight)
        {
            var rank = 1;
            foreach (var translation in translations)
            {
                votes[translation] = votes.GetValueOrDefault(translation) + (weight / rank++);
            }
        }
    }

    /// <summary>The translations of the two words that a compound is made of, in either order; the split with the longest second word.</summary>
    private IReadOnlyList<string> Parts(string word, string from, string to)
    {
        if (!Compounding.Contains(from) || word.Contains(' ', StringComparison.Ordinal))
        {
            return [];
        }

        for (var at = ShortestPart; at <= word.Length - ShortestPart; at++)
        {
            if (Find(word[at..], from, to) is not { Count: > 0 } second)
            {
                continue;
            }

            var link = word[at - 1] == 's' && at > ShortestPart ? word[..(at - 1)] : word[..at];
            if ((Find(word[..at], from, to) is { Count: > 0 } whole ? whole : Find(link, from, to)) is { Count: > 0 } first)
            {
                return [.. second.Take(MostOfPivot).SelectMany(s => first.Take(MostOfPivot).SelectMany(f => (string[])[$"{s} {f}", $"{f} {s}"]))];
            }
        }

        return [];
    }

    private IReadOnlyList<string> Direct(string words, string from, string to)
    {
        try
        {
            return _pairs.TryGetValue((from, to), out var dictionary) ? dictionary.Value.Translate(words) : [];
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            _damaged[(from, to)] = fault.Message;
            return [];
        }
    }
}
