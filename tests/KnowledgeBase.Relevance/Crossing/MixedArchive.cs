using KnowledgeBase.Search;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Evaluation;
using KnowledgeBase.Search.Expanding;

namespace KnowledgeBase.Relevance.Crossing;

/// <summary>All collections in one archive, each document under its collection's name; kept in a folder for the next measurement.</summary>
internal static class MixedArchive
{
    public static IReadOnlyList<string> Collections(string evaluation) =>
        [.. Directory.EnumerateFiles(evaluation, "qrels.tsv", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(evaluation, Path.GetDirectoryName(f)!)).Order(StringComparer.Ordinal)];

    /// <param name="evaluation">The folder of collections.</param>
    /// <param name="folder">Where the index lies; under it may lie <c>vocabularies</c>.</param>
    /// <param name="dictionaries">A folder of dictionaries.</param>
    /// <param name="more">Documents beside those of the collections, put when the index is made.</param>
    /// <param name="every">Of so many documents one is taken.</param>
    public static EmbeddedSearchIndex Open(string evaluation, string folder, string dictionaries, IEnumerable<IndexedDocument>? more = null, int every = 1)
    {
        var index = EmbeddedSearchIndex.Open(Path.Combine(folder, "lucene"), Knowledge.Open(Path.Combine(folder, "vocabularies"), dictionaries, []));
        if (!index.NeedsRebuild && index.Statistics().Documents > 0)
        {
            return index;
        }

        index.ReplaceAll(Collections(evaluation).SelectMany(name => RetrievalEvaluation.Corpus(Path.Combine(evaluation, name))
            .Select(d => d with { Id = name + "/" + d.Id, Collection = name })).Where((_, i) => i % every == 0).Concat(more ?? []));
        return index;
    }

    /// <summary>Every so many of the queries of a collection, with the documents that answer them.</summary>
    public static List<(string Query, HashSet<string> Right)> Queries(string collection, int every, string? judged = null)
    {
        var right = File.ReadLines(Path.Combine(judged ?? collection, "qrels.tsv")).Select(l => l.Split('\t')).Where(p => p.Length >= 3 && p[2] != "0")
            .GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.Select(p => p[1]).ToHashSet());
        return [.. File.ReadLines(Path.Combine(collection, "queries.tsv")).Select(l => l.Split('\t')).Where(p => p.Length >= 2 && right.ContainsKey(p[0]))
            .Where((_, i) => i % every == 0).Select(p => (p[1], right[p[0]]))];
    }
}
