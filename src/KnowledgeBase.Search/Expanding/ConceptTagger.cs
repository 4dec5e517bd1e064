using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Text;
using KnowledgeBase.Text.Vocabularies;

namespace KnowledgeBase.Search.Expanding;

/// <summary>
/// Finds what a document is about: at each word the longest name of a concept in the language of the page, compared by
/// stems; then how often and in how prominent a place each concept is named. Safe for any number of threads.
/// </summary>
public sealed class ConceptTagger(Knowledge knowledge)
{
    /// <summary>Raised when documents would be tagged otherwise with the same vocabularies.</summary>
    public const string Version = "1";

    private const int MostConcepts = 12;
    private const int MostThemes = 3;
    private const int MostPlaces = 8;

    /// <summary>Characters that are looked at: what a longer document is about stands in these.</summary>
    private const int MostCharacters = 2_000_000;

    private const int LeastOccurrences = 2;
    private const int TitleOccurrences = 3;

    /// <summary>Occurrences of a theme's concepts, and their part of all themes', from which on it is a theme of the document.</summary>
    private const int LeastOfTheme = 5;
    private const double LeastShareOfTheme = 0.15;

    /// <summary>Words for each of which a concept must be named once: one in 3000 words is a mention, not a subject.</summary>
    private const int WordsAMention = 3000;

    private static readonly ILookup<string, string> ThemesOf = ReadThemes();

    /// <summary>Which vocabularies it looks for: another string once others are there.</summary>
    public string State => knowledge.State;

    /// <param name="title">The title; what it names weighs more.</param>
    /// <param name="language">The title's language.</param>
    /// <param name="pages">The text and the language of each page.</param>
    public DocumentTags Tag(string title, string language, IEnumerable<(string Text, string Language)> pages)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(pages);
        var reading = new Reading(knowledge.AllConcepts);
        reading.Read(title, language, TitleOccurrences);
        var left = MostCharacters;
        foreach (var (text, spoken) in pages)
        {
            if (left <= 0)
            {
                break;
            }

            reading.Read(text.Length <= left ? text : text[..left], spoken, 1);
            left -= text.Length;
        }

        return new DocumentTags(Concepts(reading), Themes(reading), Places(reading));
    }

    private static List<Label> Concepts(Reading reading)
    {
        var least = Math.Max(LeastOccurrences, reading.Words / (double)WordsAMention);
        return [.. reading.Subjects.Where(s => s.Value >= least && !ThemesOf[s.Key.Id].Contains(s.Key.Id))
            .GroupBy(s => IndexSchema.Fold(s.Key.Label("en")), StringComparer.Ordinal)
            .Select(g => (Concept: g.MinBy(s => reading.OrderOf(s.Key)).Key, Weight: g.Max(s => s.Value * Telling(s.Key))))
            .OrderByDescending(s => s.Weight).ThenBy(s => s.Concept.Id, StringComparer.Ordinal).Take(MostConcepts)
            .Select(s => new Label(s.Concept.Id, s.Concept.Label("en")))];
    }

    /// <summary>A name of several words says more than a word that may mean anything.</summary>
    private static double Telling(Concept concept) => 1 + (0.5 * Math.Min(3, concept.Label("en").Count(c => c is ' ' or '-')));

    private static List<string> Themes(Reading reading)
    {
        var themes = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (concept, count) in reading.Subjects)
        {
            foreach (var theme in ThemesOf[concept.Id])
            {
                themes[theme] = themes.GetValueOrDefault(theme) + count;
            }
        }

        var least = Math.Max(LeastOfTheme, Math.Max(themes.Values.Sum() * LeastShareOfTheme, reading.Words / 1000.0));
        return [.. themes.Where(t => t.Value >= least).OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Take(MostThemes).Select(t => t.Key)];
    }

    /// <summary>A listed place that is named twice; another town only where its country or region is named too.</summary>
    private static List<(string, string)> Places(Reading reading) =>
        [.. reading.Places.Where(p => p.Value >= LeastOccurrences && (IsListed(p.Key) || (p.Value > LeastOccurrences && Around(p.Key).Any(reading.Names))))
            .GroupBy(p => IndexSchema.Fold(p.Key.Labels[0].Text), StringComparer.Ordinal)
            .Select(g => g.OrderByDescending(p => IsListed(p.Key)).ThenByDescending(p => Around(p.Key).Count(reading.Names)).First())
            .OrderByDescending(p => p.Value).ThenBy(p => p.Key.Id, StringComparer.Ordinal).Take(MostPlaces)
            .Select(p => (p.Key.Labels[0].Text, p.Key.Within.Count > 0 ? p.Key.Within[0] : ""))];

    /// <summary>What a place lies in, but for a region of the same name, which would vouch for itself.</summary>
    private static IEnumerable<string> Around(Concept place) => place.Within.Where(w => !string.Equals(w, place.Labels[0].Text, StringComparison.OrdinalIgnoreCase));

    private static bool IsListed(Concept place) => place.Id.StartsWith(Knowledge.ListedPlace, StringComparison.Ordinal);

    private static ILookup<string, string> ReadThemes()
    {
        using var stream = typeof(ConceptTagger).Assembly.GetManifestResourceStream("urban-themes.tsv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split('\t')).ToLookup(p => p[0], p => p[1]);
    }

    /// <summary>What was named in the text so far, and how often.</summary>
    private sealed class Reading(ConceptIndex concepts)
    {
        private readonly Dictionary<ulong, double> _names = [];
        private readonly List<string> _stems = [];
        private readonly List<string> _plain = [];
        private Dictionary<Concept, double>? _counted;
        private Dictionary<Concept, int> _order = [];
        private HashSet<string>? _around;

        public int Words { get; private set; }

        public Dictionary<Concept, double> Subjects => Of(ConceptKind.Subject);

        public Dictionary<Concept, double> Places => Of(ConceptKind.Place);

        public void Read(string text, string language, int weight)
        {
            var tokens = WordForms.Words(text, language);
            Words += tokens.Count;
            _stems.Clear();
            _plain.Clear();
            foreach (var token in tokens)
            {
                _stems.Add(WordForms.Form(token));
                _plain.Add(token.Folded);
            }

            for (var at = 0; at < tokens.Count;)
            {
                // A name of a place is looked for in any language, and written as a name.
                var place = IsName(text, tokens[at]) ? concepts.Longest(ConceptIndex.AnyLanguage, _plain, at, out var named) : Nothing(out named);
                var length = concepts.Longest(language, _stems, at, out var name);
                if (length > 0 && (length > 1 || !CommonWords.Contains(language, _plain[at])))
                {
                    Count(name, weight);
                }

                if (place > 0)
                {
                    Count(named, weight);
                }

                at += Math.Max(1, Math.Max(place, length));
            }
        }

        /// <summary>True when the text names the country or region.</summary>
        public bool Names(string place)
        {
            _around ??= Places.Keys.SelectMany(p => p.Labels).Select(l => IndexSchema.Fold(l.Text)).ToHashSet(StringComparer.Ordinal);
            return _around.Contains(IndexSchema.Fold(place));
        }

        /// <summary>Vocabularies come in the order they were read: the archive's own first.</summary>
        public int OrderOf(Concept concept) => _order.GetValueOrDefault(concept);

        private static int Nothing(out ulong name)
        {
            name = 0;
            return 0;
        }

        private static bool IsName(string text, in Token token) => !char.IsLower(text[token.Start]);

        private void Count(ulong name, int weight)
        {
            _names[name] = _names.GetValueOrDefault(name) + weight;
            _counted = null;
        }

        private Dictionary<Concept, double> Of(ConceptKind kind)
        {
            if (_counted is null)
            {
                _counted = [];
                foreach (var (name, count) in _names)
                {
                    foreach (var concept in concepts.Find(name))
                    {
                        _counted[concept] = _counted.GetValueOrDefault(concept) + count;
                    }
                }

                _order = _counted.Keys.ToDictionary(c => c, concepts.OrderOf);
            }

            return _counted.Where(c => c.Key.Kind == kind).ToDictionary(c => c.Key, c => c.Value);
        }
    }
}
