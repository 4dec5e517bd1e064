using System.Text.RegularExpressions;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Expanding;
using KnowledgeBase.Search.Querying;
using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Matching;

/// <summary>Understands a typed query: which words it holds, in which languages, and which terms of the index they are.</summary>
internal sealed class QueryPlanner(IndexView view, string readerLanguage, Knowledge? knowledge, IReadOnlyList<string>? without = null)
{
    private const int ManyWords = 3;
    private const int MostPatterns = 10;
    private const double Plausible = 0.05;
    private const double Sure = 0.9;

    internal static readonly IReadOnlyList<string> PhraseFields = [IndexSchema.Body, IndexSchema.Title, IndexSchema.Record];

    private readonly QueryPlan _plan = new();
    private readonly Dictionary<string, PlanWord> _patterns = new(StringComparer.Ordinal);

    public QueryPlan Plan(string typed)
    {
        var parsed = QueryParser.Parse(typed);
        _plan.Notices.AddRange(parsed.Notices);
        Understand(typed);
        foreach (var (occur, node) in parsed.Root.Clauses.SelectMany(Opened))
        {
            foreach (var planned in Nodes(node, marked: occur != Occur.Excluded))
            {
                // Who types an operator means it: only words can be missing from what is found.
                var into = occur switch
                {
                    Occur.Excluded => _plan.Excluded,
                    Occur.Plain when planned is PlanWord || (parsed.IsSentence && planned is PlanPhrase) => _plan.Plain,
                    _ => _plan.Required,
                };
                if (!into.Contains(planned))
                {
                    into.Add(planned);
                }
            }
        }

        Lighten();
        if (knowledge is not null)
        {
            var plain = parsed.Root.Clauses.All(c => c.Occur == Occur.Plain && c.Node is WordNode);
            new QueryExpander(view, knowledge, _plan, without ?? []).Expand(plain ? typed : string.Join(' ', _plan.Plain.OfType<PlanWord>().Select(w => w.Word.Typed)), readerLanguage);
        }

        return _plan;
    }

    /// <summary>Brackets that no operator stands at are punctuation.</summary>
    private static IEnumerable<QueryClause> Opened(QueryClause clause) =>
        clause is { Occur: Occur.Plain, Node: GroupNode group } ? group.Clauses.SelectMany(Opened) : [clause];

    /// <summary>Beside words that say something, the commonest words of the query's language weigh little.</summary>
    private void Lighten()
    {
        var words = _plan.Plain.OfType<PlanWord>().Select(p => p.Word).ToList();
        var common = words.Where(w => !w.IsPattern && CommonWords.Contains(_plan.Language, w.Folded)).ToList();
        foreach (var word in common.Count < words.Count ? common : [])
        {
            word.IsLight = true;
            word.Idf *= Weights.Light;
            word.PageIdf *= Weights.Light;
        }
    }

    /// <summary>The query's language, and the languages of the index that it may be in: all of them when it is short or could be anything.</summary>
    private void Understand(string typed)
    {
        var candidates = LanguageDetector.Candidates(typed, readerLanguage.Length > 0 ? readerLanguage : null);
        var words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        _plan.Language = candidates[0].Language;
        var plausible = candidates.Where(c => c.Probability >= Plausible).Select(c => c.Language).Append(readerLanguage).ToHashSet();
        _plan.Languages = words <= ManyWords || candidates[0].Probability < Sure ? view.Languages : [.. view.Languages.Where(plausible.Contains)];
    }

    /// <summary>A word may be several for the index; nothing that can be searched for gives nothing.</summary>
    private IEnumerable<PlanNode> Nodes(QueryNode node, bool marked)
    {
        switch (node)
        {
            case WordNode word:
                return Words(word.Text, marked);
            case PhraseNode phrase:
                return Phrase(phrase.Text, phrase.Slop, PhraseFields, marked) is { } p ? [p] : [];
            case WildcardNode { Pattern: "*" }:
                return [new PlanEverything()];
            case WildcardNode wildcard:
                return [Expanded(wildcard.Pattern, WildcardTest(wildcard.Pattern), Prefix(wildcard.Pattern), marked)];
            case FuzzyNode fuzzy:
                return Fuzzy(fuzzy, marked);
            case YearNode years:
                return [new PlanYears(years.From ?? int.MinValue, years.To ?? int.MaxValue)];
            case FieldNode { Field: "title" or "author" } field:
                return Phrase(field.Value, 0, [field.Field == "title" ? IndexSchema.Title : IndexSchema.Author], marked) is { } f ? [f] : [];
            case FieldNode field:
                return [new PlanKeywords(IndexSchema.Keyword(field.Field), [IndexSchema.Fold(field.Value)])];
            case AlternativesNode alternatives:
                return [new PlanAny([.. alternatives.Options.Select(o => Together([.. Nodes(o, marked)])).Distinct()])];
            case GroupNode group:
                var required = group.Clauses.Where(c => c.Occur != Occur.Excluded).SelectMany(c => Nodes(c.Node, marked)).ToList();
                var excluded = group.Clauses.Where(c => c.Occur == Occur.Excluded).SelectMany(c => Nodes(c.Node, false)).ToList();
                return [new PlanAll(required, excluded)];
            default:
                throw new InvalidOperationException($"A query node of an unknown kind: {node.GetType().Name}.");
        }
    }

    private static PlanNode Together(List<PlanNode> nodes) => nodes is [var only] ? only : new PlanAll(nodes, []);

    private List<PlanNode> Words(string text, bool marked)
    {
        var tokens = new List<QueryToken>();
        TextAnalyzer.AnalyzeQuery(text, _plan.Languages, QueryUse.Words, tokens);
        _plan.WordCount += tokens.Sum(t => t.Kind == TokenKind.Pair ? 0.5 : 1);
        var accentsPart = TextAnalyzer.AccentsPartWords(_plan.Language);
        return [.. tokens.Select(t =>
        {
            var word = WordGroup.Of(text, t, _plan.Languages);
            word.IsAccented = accentsPart && IndexTerm.Exact(t) is not null;
            return (PlanNode)new PlanWord(Keep(word, marked));
        })];
    }

    private WordGroup Keep(WordGroup word, bool marked)
    {
        view.Weigh(word);
        if (marked)
        {
            _plan.Words.Add(word);
        }

        return word;
    }

    private PlanPhrase? Phrase(string text, int slop, IReadOnlyList<string> fields, bool marked)
    {
        var tokens = new List<QueryToken>();
        TextAnalyzer.AnalyzeQuery(text, [], QueryUse.Phrase, tokens);
        _plan.WordCount++;
        var words = new List<(WordGroup, int)>();
        var at = 0;
        foreach (var token in tokens)
        {
            at += words.Count > 0 ? token.PositionIncrement : 0;
            words.Add((Keep(WordGroup.Plain(token.Folded), marked), at));
        }

        return words.Count > 0 ? new PlanPhrase(words, slop, fields) : null;
    }

    private PlanWord Expanded(string typed, Func<string, bool> test, string prefix, bool marked)
    {
        if (_patterns.TryGetValue(typed, out var same))
        {
            return same;
        }

        // Each looks at the words of the archive: whoever types more of them than this wants no answer.
        _plan.WordCount++;
        var (words, complete) = _patterns.Count < MostPatterns ? view.Expand(prefix, test) : ([], false);
        if (!complete)
        {
            _plan.Notices.Add(new SearchNotice(SearchBound.Pattern, words.Count, typed));
        }

        return _patterns[typed] = new PlanWord(Keep(WordGroup.Expanded(typed, words, test), marked));
    }

    private List<PlanNode> Fuzzy(FuzzyNode fuzzy, bool marked)
    {
        var folded = IndexSchema.Fold(fuzzy.Text);
        var edits = folded.Length <= ManyWords ? 1 : fuzzy.Edits;
        return [Expanded(fuzzy.ToString(), word => EditDistance.IsWithin(word, folded, edits), folded[..1], marked)];
    }

    private static string Prefix(string pattern)
    {
        var end = pattern.AsSpan().IndexOfAny('*', '?');
        return IndexSchema.Fold(pattern[..end]);
    }

    private static Func<string, bool> WildcardTest(string pattern)
    {
        var regex = new Regex("^" + Regex.Escape(IndexSchema.Fold(pattern)).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        return regex.IsMatch;
    }
}
