using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Matching;
using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Expanding;

/// <summary>
/// Finds what the words of a query are called in the other languages of the archive: names of the concepts that they name,
/// longest first, and translations of dictionaries. Only what some document holds is added.
/// </summary>
internal sealed class QueryExpander(IndexView view, Knowledge knowledge, QueryPlan plan, IReadOnlyCollection<string> without)
{
    private const double Plausible = 0.1;
    private const int MostSources = 3;
    private const int MostNames = 3;
    private const int MostTranslations = 3;
    private const int MostSenses = 6;
    private const int LongestLookup = 3;
    private const int MostWords = 12;
    /// <summary>Small words may stand between those of a name.</summary>
    private const int NameSlop = 3;
    private const int MostShown = 24;

    private readonly List<PlanWord> _words = [.. plan.Plain.OfType<PlanWord>().Where(w => !w.Word.IsPattern).Take(MostWords)];
    private readonly HashSet<(PlanWord Word, string Language)> _named = [];
    private readonly HashSet<string> _shown = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _without = new(without, StringComparer.OrdinalIgnoreCase);

    /// <param name="text">The words of the query as they were typed.</param>
    /// <param name="readerLanguage">The language of the person asking, or "".</param>
    public void Expand(string text, string readerLanguage)
    {
        if (_words.Count == 0)
        {
            return;
        }

        var sources = LanguageDetector.Candidates(text, readerLanguage.Length > 0 ? readerLanguage : null)
            .Where(c => c.Probability >= Plausible).Select(c => c.Language).Take(MostSources).ToList();
        Names(text, ConceptIndex.AnyLanguage);

        // One word may look like any language: its names are looked for in the reader's, too.
        foreach (var source in sources.Append(readerLanguage).Where(s => s.Length > 0 && s != ConceptIndex.AnyLanguage).Distinct())
        {
            Names(text, source);
        }

        if (sources.Count > 0)
        {
            Translate(text, sources[0]);
        }
    }

    /// <summary>The concepts that the text names in the language; a name within a longer one says nothing by itself.</summary>
    private void Names(string text, string language)
    {
        var tokens = WordForms.Words(text, language);
        for (var at = 0; at < tokens.Count;)
        {
            var taken = 1;
            for (var count = Math.Min(ConceptIndex.MostWords, tokens.Count - at); count > 0; count--)
            {
                var concepts = knowledge.Concepts.Find(language, tokens.Skip(at).Take(count).Select(t => WordForms.Form(t)));
                var span = concepts.Count > 0 ? Span(text, tokens, at, count) : [];
                if (span.Exists(w => !w.Word.IsLight))
                {
                    var spelled = span.Count > 1 || concepts.Any(c => c.Labels.Any(l => l.Language == language && IndexSchema.Fold(l.Text) == span[0].Word.Folded));
                    span.ForEach(w => w.IsName |= spelled);
                    if (IsWhole(span) && Groups(Typed(text, tokens, at, count), language) is { } whole)
                    {
                        plan.Named.Add(new PlanPhrase(whole, NameSlop, QueryPlanner.PhraseFields));
                    }

                    foreach (var group in concepts.SelectMany(c => c.Labels).Where(l => IsTarget(l.Language, language)).GroupBy(l => l.Language))
                    {
                        var typed = Typed(text, tokens, at, count);
                        var names = group.OrderByDescending(l => l.IsPreferred).Select(l => l.Text).Distinct(StringComparer.OrdinalIgnoreCase)
                            .Where(n => !string.Equals(n, typed, StringComparison.OrdinalIgnoreCase))
                            .Select(n => (Name: n, Groups: Groups(n, group.Key))).Where(n => n.Groups is { Count: > 0 })
                            .Select(n => new Sense(n.Name, 1, n.Groups!)).Take(MostNames).ToList();
                        Add(span, group.Key, names, Weights.Concept, typed, isName: true);
                    }

                    taken = count;
                    break;
                }
            }

            at += taken;
        }
    }

    /// <summary>True when these are several words, and all that the query says.</summary>
    private bool IsWhole(List<PlanWord> span) => span.Count > 1 && plan.Plain.TrueForAll(p => p is PlanWord w && (w.Word.IsLight || span.Contains(w)));

    private bool IsTarget(string language, string source) =>
        language == ConceptIndex.AnyLanguage || (language != source && view.Languages.Contains(language));

    private void Translate(string text, string source)
    {
        var tokens = WordForms.Words(text, source);
        foreach (var target in view.MainLanguages.Where(l => l != source))
        {
            var senses = new List<TranslatedSpan>();
            for (var at = 0; at < tokens.Count;)
            {
                var taken = 1;
                for (var count = Math.Min(LongestLookup, tokens.Count - at); count > 0; count--)
                {
                    var span = Span(text, tokens, at, count);
                    if (span.Count == 0 || span.TrueForAll(w => w.Word.IsLight || _named.Contains((w, target))))
                    {
                        continue;
                    }

                    var typed = Typed(text, tokens, at, count);
                    var candidates = knowledge.Dictionaries.Translate(typed, source, target, MostSenses)
                        .Where(t => !string.Equals(t.Text, typed, StringComparison.OrdinalIgnoreCase))
                        .Select(t => (t, Groups: Groups(t.Text, target))).Where(c => c.Groups is { Count: > 0 } groups && !groups.TrueForAll(g => CommonWords.Contains(target, g.Word.Folded)))
                        .Select(c => new Sense(c.t.Text, c.t.Share, c.Groups!)).ToList();
                    if (candidates.Count > 0)
                    {
                        senses.Add(new TranslatedSpan(span, typed, candidates));
                        taken = count;
                        break;
                    }
                }

                at += taken;
            }

            SenseChoice.Order(view, senses);
            foreach (var (span, typed, candidates) in senses)
            {
                Add(span, target, [.. candidates.Take(MostTranslations)], Weights.Translation, typed, isName: false);
            }
        }
    }

    /// <summary>The words of the query that these tokens are.</summary>
    private List<PlanWord> Span(string text, List<Token> tokens, int at, int count)
    {
        var whole = Typed(text, tokens, at, count);
        var parts = Enumerable.Range(at, count).Select(i => text.Substring(tokens[i].Start, tokens[i].Length)).ToHashSet(StringComparer.Ordinal);
        return [.. _words.Where(w => parts.Contains(w.Word.Typed)
            || (CharacterNGrams.LengthOf(w.Word.Folded) == 0 && whole.Contains(w.Word.Typed, StringComparison.Ordinal)))];
    }

    private static string Typed(string text, List<Token> tokens, int at, int count) =>
        text[tokens[at].Start..(tokens[at + count - 1].Start + tokens[at + count - 1].Length)];

    /// <summary>Adds these names, single words together as one, but for those that the reader took away.</summary>
    private void Add(List<PlanWord> span, string language, IReadOnlyList<Sense> names, double weight, string because, bool isName)
    {
        var singles = new List<Sense>();
        foreach (var name in names)
        {
            Show(name.Text, language, because);
            if (_without.Contains(name.Text))
            {
                continue;
            }

            if (name.Groups.Count == 1)
            {
                singles.Add(name);
            }
            else
            {
                Attach(span, language, new PlanPhrase(name.Groups, NameSlop, QueryPlanner.PhraseFields), [.. name.Groups.Select(g => g.Word)], weight, isName, [name]);
            }
        }

        if (singles.Count > 0)
        {
            var one = WordGroup.Union([.. singles.Select(s => s.Groups[0].Word)]);
            view.Weigh(one);
            Attach(span, language, new PlanWord(one), [one], weight, isName, singles);
        }

        span.ForEach(w => _ = names.Count > 0 && _named.Add((w, language)));
    }

    /// <summary>The words of a name with their places; null where one of them stands in no document.</summary>
    private List<(WordGroup Word, int Offset)>? Groups(string name, string language)
    {
        var tokens = new List<QueryToken>();
        IReadOnlyList<string> languages = language == ConceptIndex.AnyLanguage ? [] : [language];
        TextAnalyzer.AnalyzeQuery(name, languages, QueryUse.Words, tokens);
        var groups = new List<(WordGroup, int)>();
        var at = 0;
        foreach (var token in tokens)
        {
            at += groups.Count > 0 ? token.PositionIncrement : 0;
            var word = WordGroup.Of(name, token, languages);
            view.Weigh(word);
            if (word.Documents <= 0)
            {
                return null;
            }

            groups.Add((word, at));
        }

        return groups;
    }

    /// <summary>A name that stands for several words counts for each by its part; none counts more than what was typed.</summary>
    private void Attach(List<PlanWord> span, string language, PlanNode node, IReadOnlyList<WordGroup> groups, double weight, bool isName, IReadOnlyList<Sense> senses)
    {
        var own = groups.Sum(g => g.Idf);
        var typed = span.Sum(w => w.Word.Idf);
        if (language != ConceptIndex.AnyLanguage)
        {
            // The same letters are another word elsewhere.
            node = new PlanAll([new PlanKeywords(IndexSchema.PageLanguage, [language]), node], []);
        }

        if (isName && IsWhole(span))
        {
            plan.Named.Add(node);
        }

        for (var i = 0; i < span.Count && own > 0 && typed > 0; i++)
        {
            span[i].Translations.Add(new PlanTranslation(node, weight * span[i].Word.Idf / Math.Max(own, typed), language, senses));
        }

        for (var i = 0; i < groups.Count; i++)
        {
            plan.Translated.Add(new TranslatedWord(groups[i], language, plan.Words.IndexOf(span[Math.Min(i, span.Count - 1)].Word), weight));
        }
    }

    private void Show(string name, string language, string because)
    {
        if (plan.Expansions.Count < MostShown && _shown.Add(name))
        {
            plan.Expansions.Add(new Expansion(name, language, because) { IsLeftOut = _without.Contains(name) });
        }
    }
}
