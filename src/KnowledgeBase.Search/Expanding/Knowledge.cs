using KnowledgeBase.Text.Translation;
using KnowledgeBase.Text.Vocabularies;

namespace KnowledgeBase.Search.Expanding;

/// <summary>
/// What queries are translated with: the archive's own scheme of themes, the vocabularies of a folder, names of places, and
/// the dictionaries that are installed. A vocabulary that comes into the folder is used a few seconds later. Safe for any
/// number of threads.
/// </summary>
public sealed class Knowledge
{
    private const string OwnScheme = "urban-policy.tsv";
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly string? _folder;
    private readonly IReadOnlyList<Concept> _always;
    private readonly TimeProvider _clock;
    private readonly Lock _loading = new();
    private readonly Dictionary<string, string> _damaged = [];
    private volatile Loaded? _loaded;

    private Knowledge(string? folder, IReadOnlyList<Concept> always, DictionaryShelf dictionaries, TimeProvider clock) =>
        (_folder, _always, Dictionaries, _clock) = (folder, always, dictionaries, clock);

    /// <summary>The archive's own scheme of themes alone.</summary>
    public static Knowledge OfThemes { get; } = new(null, Themes(), DictionaryShelf.Empty, TimeProvider.System);

    /// <summary>Vocabularies of the folder that cannot be read, and why.</summary>
    public IReadOnlyDictionary<string, string> Damaged => _damaged;

    internal DictionaryShelf Dictionaries { get; }

    /// <summary>All concepts, by their names.</summary>
    internal ConceptIndex Concepts => Current().Index;

    /// <summary>All that there is to translate queries with.</summary>
    /// <param name="vocabularies">A folder of vocabularies as <see cref="VocabularyFile"/> reads them; need not be there.</param>
    /// <param name="dictionaries">A folder of dictionaries; need not be there.</param>
    /// <param name="places">Places with their names in several languages.</param>
    /// <param name="clock">Tells when the folder is looked at again.</param>
    public static Knowledge Open(string vocabularies, string dictionaries, IEnumerable<Concept> places, TimeProvider? clock = null) =>
        new(vocabularies, [.. Themes(), .. places], DictionaryShelf.Open(dictionaries), clock ?? TimeProvider.System);

    private static IReadOnlyList<Concept> Themes()
    {
        using var stream = typeof(Knowledge).Assembly.GetManifestResourceStream(OwnScheme)!;
        return VocabularyFile.Read(stream, OwnScheme);
    }

    private Loaded Current()
    {
        var now = _clock.GetTimestamp();
        if (_loaded is { } fresh && _clock.GetElapsedTime(fresh.Looked, now) < Freshness)
        {
            return fresh;
        }

        lock (_loading)
        {
            var files = Files();
            var state = string.Join('\n', files.Select(f => $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}"));
            return _loaded = _loaded is { } same && same.State == state ? same with { Looked = now } : new Loaded(Load(files), state, now);
        }
    }

    private FileInfo[] Files() => _folder is not null && Directory.Exists(_folder)
        ? [.. new DirectoryInfo(_folder).EnumerateFiles().Where(f => VocabularyFile.IsOne(f.Name)).OrderBy(f => f.Name, StringComparer.Ordinal)]
        : [];

    private ConceptIndex Load(FileInfo[] files)
    {
        _damaged.Clear();
        var concepts = new List<Concept>(_always);
        foreach (var file in files)
        {
            try
            {
                concepts.AddRange(VocabularyFile.Read(file.FullName));
            }
            catch (VocabularyException fault)
            {
                _damaged[file.Name] = fault.Message;
            }
        }

        return new ConceptIndex(concepts);
    }

    private sealed record Loaded(ConceptIndex Index, string State, long Looked);
}
