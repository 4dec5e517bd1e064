using KnowledgeBase.Text.Translation;
using KnowledgeBase.Text.Vocabularies;

namespace KnowledgeBase.Search.Expanding;

/// <summary>
/// What queries are translated and documents tagged with: the archive's own scheme of themes, the vocabularies of a folder,
/// names of places and countries, and the dictionaries that are installed. A vocabulary that comes into the folder is used some seconds
/// later; until it is read, the ones before serve. Safe for any number of threads.
/// </summary>
public sealed class Knowledge
{
    /// <summary>What the ids of the archive's own places begin with; behind it stands the place's address.</summary>
    public const string ListedPlace = "place:";

    private const string OwnScheme = "urban-policy.tsv";

    /// <summary>Names of all vocabularies; files beyond are left out, and <see cref="Damaged"/> says so.</summary>
    private const int MostLabels = 2_000_000;

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly string? _folder;
    private readonly IReadOnlyList<Concept> _always;
    private readonly TimeProvider _clock;
    private readonly Lock _loading = new();
    private volatile Loaded? _loaded;
    private volatile bool _warming;
    private bool _renewing;

    private Knowledge(string? folder, IReadOnlyList<Concept> always, DictionaryShelf dictionaries, TimeProvider clock) =>
        (_folder, _always, Dictionaries, _clock, Own) = (folder, always, dictionaries, clock, new Lazy<ConceptIndex>(() => new ConceptIndex(always)));

    /// <summary>The archive's own scheme of themes alone.</summary>
    public static Knowledge OfThemes { get; } = new(null, Themes(), DictionaryShelf.Empty, TimeProvider.System);

    /// <summary>Vocabularies of the folder that cannot be read, and why.</summary>
    public IReadOnlyDictionary<string, string> Damaged => Current().Damaged;

    /// <summary>Which vocabularies are in use: another string once others are.</summary>
    public string State => Current().State;

    /// <summary>Concepts and names in use.</summary>
    public (int Concepts, int Names) Size => (Current().Index.Concepts.Count, Current().Index.Count);

    /// <summary>Words of dictionaries in memory.</summary>
    public long DictionaryWords => Dictionaries.Words;

    internal DictionaryShelf Dictionaries { get; }

    /// <summary>The concepts for a query: while the vocabularies are read in the background, the archive's own alone.</summary>
    internal ConceptIndex Concepts => _loaded is null && _warming ? Own.Value : Current().Index;

    /// <summary>All concepts, however long reading them takes.</summary>
    internal ConceptIndex AllConcepts => Current().Index;

    private Lazy<ConceptIndex> Own { get; }

    /// <summary>All that there is to translate queries with.</summary>
    /// <param name="vocabularies">A folder of vocabularies as <see cref="VocabularyFile"/> reads them, each in a folder of its own or not; need not be there.</param>
    /// <param name="dictionaries">A folder of dictionaries; need not be there.</param>
    /// <param name="places">Places with their names in several languages.</param>
    /// <param name="clock">Tells when the folder is looked at again.</param>
    /// <param name="tables">A folder of our own for what was found out about the dictionaries, so that a start is quick; null for none.</param>
    public static Knowledge Open(string vocabularies, string dictionaries, IEnumerable<Concept> places, TimeProvider? clock = null, string? tables = null) =>
        new(vocabularies, [.. Themes(), .. CountryNames.All, .. places.Select(p => p with { Kind = ConceptKind.Place })], DictionaryShelf.Open(dictionaries, tables), clock ?? TimeProvider.System);

    /// <summary>
    /// Reads vocabularies and the dictionaries between these languages in the background. Questions do not wait for them
    /// meanwhile: they are translated with what is there already.
    /// </summary>
    public Task WarmUpAsync(IReadOnlyCollection<string> languages, CancellationToken cancellation = default)
    {
        _warming = true;
        return Task.Run(
            () =>
            {
                try
                {
                    Dictionaries.Load(languages, cancellation);
                    _ = Current();
                }
                finally
                {
                    _warming = false;
                }
            },
            cancellation);
    }

    /// <summary>The name of a concept in a language, as far as there is one; null for an id that no vocabulary has.</summary>
    public string? LabelOf(string id, string language) => Concepts.ById(id)?.Label(language);

    private static IReadOnlyList<Concept> Themes()
    {
        using var stream = typeof(Knowledge).Assembly.GetManifestResourceStream(OwnScheme)!;
        return VocabularyFile.Read(stream, OwnScheme);
    }

    private Loaded Current()
    {
        if (_loaded is { } loaded)
        {
            Renew(loaded);
            return loaded;
        }

        lock (_loading)
        {
            return _loaded ??= Load(Files());
        }
    }

    /// <summary>Looks whether the folder changed, not too often, and reads it in the background when it did.</summary>
    private void Renew(Loaded loaded)
    {
        if (_folder is null || _clock.GetElapsedTime(loaded.Looked) < Freshness || Interlocked.Exchange(ref _renewing, true))
        {
            return;
        }

        var files = Files();
        if (loaded.State == StateOf(files))
        {
            _loaded = loaded with { Looked = _clock.GetTimestamp() };
            _renewing = false;
            return;
        }

        _ = Task.Run(() =>
        {
            try
            {
                _loaded = Load(files);
            }
            finally
            {
                _renewing = false;
            }
        });
    }

    private FileInfo[] Files() => _folder is not null && Directory.Exists(_folder)
        ? [.. new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(f => VocabularyFile.IsOne(f.Name)).OrderBy(f => f.FullName, StringComparer.Ordinal)]
        : [];

    private static string StateOf(FileInfo[] files) => string.Join('\n', files.Select(f => $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}"));

    private Loaded Load(FileInfo[] files)
    {
        var damaged = new Dictionary<string, string>();
        var all = new VocabularyJoin();
        all.Add("", _always);
        foreach (var file in files)
        {
            var name = Path.GetRelativePath(_folder!, file.FullName);
            try
            {
                if (all.Labels < MostLabels)
                {
                    all.Add(Path.GetDirectoryName(name) is { Length: > 0 } own ? own : "added", VocabularyFile.Read(file.FullName));
                }
                else
                {
                    damaged[name] = $"It was left out: the vocabularies before it hold more than {MostLabels} names already.";
                }
            }
            catch (VocabularyException fault)
            {
                damaged[name] = fault.Message;
            }
        }

        return new Loaded(new ConceptIndex(PlaceJoin.Join(all.Concepts)), damaged, StateOf(files), _clock.GetTimestamp());
    }

    private sealed record Loaded(ConceptIndex Index, IReadOnlyDictionary<string, string> Damaged, string State, long Looked);
}
