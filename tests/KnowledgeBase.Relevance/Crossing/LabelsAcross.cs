using System.IO.Compression;
using KnowledgeBase.Search;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Evaluation;
using KnowledgeBase.Search.Expanding;
using KnowledgeBase.Text.Vocabularies;

namespace KnowledgeBase.Relevance.Crossing;

/// <summary>
/// A EuroVoc name in one language asked for a document that has the concept's name in another: in its text, or only among
/// its themes. The documents are texts of the evaluation collections; all others of these are in the way.
/// </summary>
internal static class LabelsAcross
{
    private const int Concepts = 500;
    private const int Most = 10;
    private const int MostMissed = 80;

    /// <summary>Of the languages, each concept is asked for in one of so many.</summary>
    private const int Sources = 5;

    /// <summary>Languages that the collections have texts in and EuroVoc names.</summary>
    private static readonly (string Language, string Collection)[] Written =
        [("en", "xquad/en"), ("de", "xquad/de"), ("fr", "piaf"), ("it", "squad-it"), ("es", "xquad/es"), ("pt", "faquad"), ("ro", "xquad/ro"), ("el", "xquad/el"), ("pl", "govfaq-pl")];

    /// <param name="evaluation">The folder of collections.</param>
    /// <param name="eurovoc">The folder of EuroVoc's tables.</param>
    /// <param name="dictionaries">A folder of dictionaries; "none" for none.</param>
    /// <param name="every">Of so many texts of the collections one is in the way.</param>
    public static int Print(string evaluation, string eurovoc, string dictionaries, int every)
    {
        var labels = VocabularyFile.Read(Path.Combine(eurovoc, "concept-labels.tsv.gz"));
        var step = Math.Max(1, labels.Count / Concepts);
        var chosen = labels.Where((_, i) => i % step == 0).Take(Concepts).ToList();
        var folder = Directory.CreateTempSubdirectory("kb-labels-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "vocabularies", "eurovoc"));
            foreach (var file in Directory.EnumerateFiles(eurovoc, "*labels*"))
            {
                File.Copy(file, Path.Combine(folder, "vocabularies", "eurovoc", Path.GetFileName(file)));
            }

            var texts = Written.ToDictionary(w => w.Language, w => RetrievalEvaluation.Corpus(Path.Combine(evaluation, w.Collection)).Take(200).ToList());
            using var index = MixedArchive.Open(evaluation, folder, dictionaries, chosen.SelectMany((c, i) => Documents(c, i, texts)), every);
            Console.WriteLine($"{index.Statistics().Documents} documents, {chosen.Count} concepts");
            foreach (var tagged in (bool[])[false, true])
            {
                Ask(index, chosen, tagged);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Two documents a concept, in one language by turns: one that names it in its text, one that has it as a theme.</summary>
    private static IEnumerable<IndexedDocument> Documents(Concept concept, int number, Dictionary<string, List<IndexedDocument>> texts)
    {
        if (Label(concept, Written[number % Written.Length].Language) is not { } name)
        {
            yield break;
        }

        var language = Written[number % Written.Length].Language;
        var from = texts[language];
        var text = from[number % from.Count].Pages[0].Text;
        var middle = text.IndexOf(". ", text.Length / 2, StringComparison.Ordinal) is > 0 and var end ? end + 2 : text.Length;
        yield return from[0] with { Id = "written/" + concept.Id, Title = "", Language = language, Pages = [new IndexedPage(1, text[..middle] + name + ". " + text[middle..], language)] };
        text = from[(number + 1) % from.Count].Pages[0].Text;
        yield return from[0] with { Id = "tagged/" + concept.Id, Title = "", Language = language, Themes = [new Label("eurovoc-" + concept.Id, name)], Pages = [new IndexedPage(1, text, language)] };
    }

    private static string? Label(Concept concept, string language) => concept.Labels.FirstOrDefault(l => l.Language == language && l.IsPreferred).Text;

    private static void Ask(EmbeddedSearchIndex index, List<Concept> concepts, bool tagged)
    {
        var sources = concepts.SelectMany(c => c.Labels).Select(l => l.Language).Distinct().Order(StringComparer.Ordinal).ToList();
        var found = new Dictionary<(string From, string To), (int Right, int All)>();
        var byWords = new SortedDictionary<int, (int Right, int All)>();
        var missed = new List<string>();
        for (var i = 0; i < concepts.Count; i++)
        {
            var to = Written[i % Written.Length].Language;
            foreach (var from in sources.Where((s, n) => s != to && (n + i) % Sources == 0))
            {
                // A name that is written alike in both languages needs no translation.
                if (Label(concepts[i], from) is not { } query || Label(concepts[i], to) is not { } name || string.Equals(query, name, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                var hits = index.Search(new SearchRequest { Query = query, Language = from, Size = Most, SnippetsPerHit = 0 }).Hits;
                var right = hits.Any(h => h.Id == (tagged ? "tagged/" : "written/") + concepts[i].Id);
                var (before, all) = found.GetValueOrDefault((from, to));
                found[(from, to)] = (before + (right ? 1 : 0), all + 1);
                var words = Math.Min(3, query.Split(' ').Length);
                (before, all) = byWords.GetValueOrDefault(words);
                byWords[words] = (before + (right ? 1 : 0), all + 1);
                if (!right)
                {
                    missed.Add($"{from} {query} -> {to} {name}; first {hits.FirstOrDefault()?.Id}, {hits.Count(h => h.HoldsAllWords)} with all words");
                }
            }
        }

        Console.WriteLine($"\n{(tagged ? "tagged" : "written")}: share found in the first {Most}; a row is the language of the name asked, a column that of the document\n");
        Console.WriteLine($"| | {string.Join(" | ", Written.Select(w => w.Language))} | all |\n| --- |{string.Concat(Written.Select(_ => " --- |"))} --- |");
        foreach (var from in sources)
        {
            var row = found.Where(f => f.Key.From == from).ToList();
            Console.WriteLine($"| {from} | {string.Join(" | ", Written.Select(w => found.TryGetValue((from, w.Language), out var f) ? $"{(double)f.Right / f.All:0.00}" : "–"))} | {(double)row.Sum(r => r.Value.Right) / Math.Max(1, row.Sum(r => r.Value.All)):0.00} |");
        }

        Console.WriteLine($"all: {found.Values.Sum(f => f.Right)} of {found.Values.Sum(f => f.All)}, {(double)found.Values.Sum(f => f.Right) / found.Values.Sum(f => f.All):0.000}");
        Console.WriteLine(string.Join("; ", byWords.Select(w => $"names of {w.Key}{(w.Key == 3 ? " and more" : "")} words {w.Value.Right} of {w.Value.All}")));
        missed.Where((_, i) => i % Math.Max(1, missed.Count / MostMissed) == 0).ToList().ForEach(m => Console.Error.WriteLine("missed " + m));
    }
}
