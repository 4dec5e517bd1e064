namespace KnowledgeBase.Text.Tests;

/// <summary>Short ways to ask the analysis.</summary>
internal static class Analysed
{
    internal static List<Token> Document(string text, string language = "und")
    {
        var tokens = new List<Token>();
        TextAnalyzer.Analyze(text, language, tokens);
        return tokens;
    }

    internal static List<QueryToken> Query(string text, QueryUse use = QueryUse.Words, params string[] languages)
    {
        var tokens = new List<QueryToken>();
        TextAnalyzer.AnalyzeQuery(text, languages, use, tokens);
        return tokens;
    }

    internal static string Folded(string text, string language = "und") =>
        string.Join(' ', Document(text, language).Select(token => token.Folded));

    /// <summary>True where a query for one word finds a document of the other.</summary>
    internal static bool Finds(string query, string text, string language)
    {
        var held = Document(text, language).SelectMany(token => new[] { token.Folded, token.Stem }).ToHashSet();
        var asked = Query(query, QueryUse.Words, language);
        return asked.All(token => held.Contains(token.Folded) || token.Inflected.Any(held.Contains));
    }

    /// <summary>True where the phrase stands in the document, by positions, as a search would look.</summary>
    internal static bool FindsPhrase(string phrase, string text, string language)
    {
        var places = new HashSet<(string, int)>();
        var position = -1;
        foreach (var token in Document(text, language))
        {
            position += token.PositionIncrement;
            places.Add((token.Folded, position));
        }

        var asked = Query(phrase, QueryUse.Phrase, language);
        return Enumerable.Range(0, position + 1).Any(start =>
        {
            var at = start - asked[0].PositionIncrement;
            return asked.All(token => places.Contains((token.Folded, at += token.PositionIncrement)));
        });
    }
}
