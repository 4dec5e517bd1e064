using System.Collections.Concurrent;
using KnowledgeBase.Text.Languages;

namespace KnowledgeBase.Text.Translation;

/// <summary>A translation.</summary>
/// <param name="Text">The word or words.</param>
/// <param name="Share">How likely it is beside the likeliest, which has 1.</param>
public readonly record struct Translation(string Text, double Share);

/// <summary>
/// The dictionaries that are installed (<c>freedict-ita-eng.index</c> and <c>.dict.dz</c> in one folder). A dictionary is
/// read when a word first needs it, or ahead of that by <see cref="Load"/>. Safe for any number of threads.
/// </summary>
public sealed class DictionaryShelf
{
    /// <summary>Where Debian's packages put dictionaries.</summary>
    public const string DebianFolder = "/usr/share/dictd";

    private const string Prefix = "freedict-";
    private const int MostPivots = 4;
    private const int MostOfPivot = 3;
    private const int MostRemembered = 20_000;
    private const int EnoughDirect = 2;
    private const double DirectWeight = 2;

    /// <summary>A dictionary whose entries take more is not read backwards: that would take long, and it is never the only one.</summary>
    private const long LargestBackwards = 4 << 20;

    /// <summary>Words of all dictionaries in memory, at 16 bytes each; those beyond are left out.</summary>
    private const long MostWords = 12_000_000;

    /// <summary>Languages through which others are reached, best first: those with the largest dictionaries.</summary>
    private static readonly string[] Pivots = ["en", "de", "fr", "pl", "es"];

    private readonly Dictionary<(string From, string To), Lazy<WordDictionary>> _pairs = [];
    private readonly Dictionary<(string From, string To), Lazy<WordDictionary>> _backwards = [];
    private readonly ConcurrentDictionary<(string Words, string From, string To), IReadOnlyList<Translation>> _remembered = new();
    private readonly ConcurrentDictionary<(string From, string To), string> _damaged = new();
    private volatile bool _loading;
    private long _words;

    // Where the words of dictionaries are kept from one start to the next; null: nowhere.
    private readonly string? _tables;

    private DictionaryShelf(string? tables) => _tables = tables;

    /// <summary>A shelf without dictionaries.</summary>
    public static DictionaryShelf Empty { get; } = new(null);

    /// <summary>Pairs of languages that there are dictionaries for.</summary>
    public IReadOnlyCollection<(string From, string To)> Pairs => _pairs.Keys;

    /// <summary>Dictionaries that could not be read, and why: they translate nothing.</summary>
    public IReadOnlyDictionary<(string From, string To), string> Damaged => _damaged;

    /// <summary>Words in memory.</summary>
    public long Words => Interlocked.Read(ref _words);

    /// <summary>The dictionaries of a folder; none when it is not there.</summary>
    /// <param name="folder">The dictionaries.</param>
    /// <param name="tables">A folder of our own in which their words are kept, so that later starts need not find their stems; null for none.</param>
    public static DictionaryShelf Open(string folder, string? tables = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var shelf = new DictionaryShelf(tables);
        if (!Directory.Exists(folder))
        {
            return shelf;
        }

        foreach (var index in Directory.EnumerateFiles(folder, Prefix + "*.index").Order(StringComparer.Ordinal))
        {
            var entries = Path.ChangeExtension(index, ".dict.dz");
            if (Path.GetFileNameWithoutExtension(index)[Prefix.Length..].Split('-') is [var first, var second] && File.Exists(entries))
            {
                var (from, to) = (LanguageCode.Normalize(Corrected(first)), LanguageCode.Normalize(Corrected(second)));
                shelf._pairs[(from, to)] = new Lazy<WordDictionary>(() => shelf.Read(index, entries, from, backwards: false));
                if (new FileInfo(entries).Length <= LargestBackwards)
                {
                    shelf._backwards[(to, from)] = new Lazy<WordDictionary>(() => shelf.Read(index, entries, to, backwards: true));
                }
            }
        }

        return shelf;
    }

    /// <summary>Reads the dictionaries between these languages, through others where that is the way, so that no question waits for them; those asked meanwhile do without.</summary>
    public void Load(IReadOnlyCollection<string> languages, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(languages);
        _loading = true;
        try
        {
            foreach (var pair in _pairs.Keys.Where(p => IsWanted(p.From) && IsWanted(p.To)))
            {
                cancellation.ThrowIfCancellationRequested();
                _ = Read(_pairs, pair);
            }

            foreach (var pair in _backwards.Keys.Where(p => IsWanted(p.From) && IsWanted(p.To) && !_pairs.ContainsKey(p)))
            {
                cancellation.ThrowIfCancellationRequested();
                _ = Read(_backwards, pair);
            }
        }
        finally
        {
            _loading = false;
        }

        bool IsWanted(string language) => languages.Contains(language) || Pivots.Contains(language);
    }

    /// <summary>True when a dictionary has the word, or an inflection of it, among the words of the language.</summary>
    public bool Knows(string word, string language)
    {
        ArgumentNullException.ThrowIfNull(word);
        return _pairs.Keys.Any(p => p.From == language && Open(_pairs, p)?.Knows(word) == true);
    }

    /// <summary>True when a dictionary has a word of exactly this spelling, but for case and accents, as a headword of the language.</summary>
    public bool Spells(string word, string language)
    {
        ArgumentNullException.ThrowIfNull(word);
        return _pairs.Keys.Any(p => p.From == language && Open(_pairs, p)?.Spells(word) == true);
    }

    /// <summary>
    /// Translations of a word or a few words, likeliest first: those of the dictionary of the two languages, and those that
    /// dictionaries through other languages agree on. A compound without an entry gives those of its two parts side by side.
    /// </summary>
    public IReadOnlyList<Translation> Translate(string words, string from, string to, int most)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (_pairs.Count == 0)
        {
            return [];
        }

        if (_loading)
        {
            return [.. Whole(words, from, to).Take(most)];
        }

        if (_remembered.Count > MostRemembered)
        {
            _remembered.Clear();
        }

        var found = _remembered.GetOrAdd((words, from, to), w => Whole(w.Words, w.From, w.To));
        return found.Count <= most ? found : [.. found.Take(most)];
    }

    private IReadOnlyList<Translation> Whole(string words, string from, string to) =>
        Find(words, from, to) is { Count: > 0 } whole ? whole : CompoundWords.Translate(words, from, part => Find(part, from, to));

    private static string Corrected(string code) => code == "rom" ? "ron" : code;

    private List<Translation> Find(string words, string from, string to)
    {
        var votes = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        var direct = Direct(words, from, to);
        Vote(direct, DirectWeight);
        foreach (var pivot in Pivots.Where(p => direct.Count < EnoughDirect && p != from && p != to))
        {
            var rank = 1;
            foreach (var middle in Direct(words, from, pivot).Take(MostPivots))
            {
                Vote(Direct(middle, pivot, to).Take(MostOfPivot), 1.0 / rank++);
            }
        }

        var best = votes.Count > 0 ? votes.Values.Max() : 0;
        return [.. votes.OrderByDescending(v => v.Value).Select(v => new Translation(v.Key, v.Value / best))];

        void Vote(IEnumerable<string> translations, double weight)
        {
            var rank = 1;
            foreach (var translation in translations)
            {
                votes[translation] = votes.GetValueOrDefault(translation) + (weight / rank++);
            }
        }
    }

    /// <summary>What the dictionary of the pair says, or, where there is none, that of the opposite direction read backwards, which finds rare senses too.</summary>
    private List<string> Direct(string words, string from, string to) => (Open(_pairs, (from, to)) ?? Open(_backwards, (from, to)))?.Translate(words) ?? [];

    /// <summary>The dictionary; while dictionaries are read in the background, only when it has been.</summary>
    private WordDictionary? Open(Dictionary<(string From, string To), Lazy<WordDictionary>> shelf, (string From, string To) pair) =>
        !_loading || (shelf.TryGetValue(pair, out var dictionary) && dictionary.IsValueCreated) ? Read(shelf, pair) : null;

    private WordDictionary? Read(Dictionary<(string From, string To), Lazy<WordDictionary>> shelf, (string From, string To) pair)
    {
        try
        {
            return shelf.TryGetValue(pair, out var dictionary) && (dictionary.IsValueCreated || Words < MostWords) ? dictionary.Value : null;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            _damaged[pair] = fault.Message;
            return null;
        }
    }

    private WordDictionary Read(string index, string entries, string from, bool backwards)
    {
        var table = _tables is null ? null : Path.Combine(_tables, Path.GetFileNameWithoutExtension(index) + (backwards ? ".backwards" : "") + ".words");
        var dictionary = new WordDictionary(index, entries, from, backwards, table);
        Interlocked.Add(ref _words, dictionary.Count);
        return dictionary;
    }
}
