using System.Globalization;

namespace KnowledgeBase.Search;

/// <summary>How a document holds a word of the query.</summary>
public enum WordHeld
{
    Missing,
    AsTyped,
    Inflected,
    Translated,
}

/// <summary>What one word of the query adds to a hit.</summary>
/// <param name="Word">As it was typed.</param>
/// <param name="Held">How the document holds it.</param>
/// <param name="Term">The translation that counted, as the index writes it; empty when none did.</param>
/// <param name="Fields">Where it stands: title, record, text.</param>
/// <param name="Score">What it adds to the score.</param>
public sealed record WordReason(string Word, WordHeld Held, string Term, IReadOnlyList<string> Fields, double Score);

/// <summary>Why a document was found and stands where it does: the parts add up to the score of the hit.</summary>
/// <param name="Words">The words, in the order they were typed.</param>
/// <param name="Operators">What phrases, fields and other parts with an operator add.</param>
/// <param name="Pieces">What parts of the words add: inflections, compounds, other spellings.</param>
/// <param name="Pages">What the best page adds by itself, or in a short document the nearness of the words.</param>
/// <param name="BestPage">That page's number, or null for a document without pages that hold any of the words.</param>
/// <param name="Record">What the record adds where recent or well described documents are preferred.</param>
public sealed record HitExplanation(IReadOnlyList<WordReason> Words, double Operators, double Pieces, double Pages, int? BestPage, double Record)
{
    public double Score => Words.Sum(w => w.Score) + Operators + Pieces + Pages + Record;

    /// <summary>The same in sentences, for a person.</summary>
    public IReadOnlyList<string> Sentences =>
    [
        .. Words.Select(Sentence),
        .. Operators > 0 ? [$"What stands between quotes or with an operator: {Share(Operators)}."] : (string[])[],
        .. Pieces > 0 ? [$"Parts of the words, as in compounds and other spellings: {Share(Pieces)}."] : (string[])[],
        .. Pages > 0 ? [BestPage is { } page ? $"Where the words stand together, best on page {page.ToString(CultureInfo.InvariantCulture)}: {Share(Pages)}." : $"Where the words stand together: {Share(Pages)}."] : (string[])[],
        .. Record > 0 ? [$"A recent or well described document, as you prefer: {Share(Record)}."] : (string[])[],
    ];

    private string Sentence(WordReason word) => word.Held switch
    {
        WordHeld.Missing => $"“{word.Word}” is missing.",
        WordHeld.Translated => $"“{word.Word}” by its translation “{word.Term}”{In(word)}: {Share(word.Score)}.",
        WordHeld.Inflected => $"“{word.Word}” in another form{In(word)}: {Share(word.Score)}.",
        _ => $"“{word.Word}” as typed{In(word)}: {Share(word.Score)}.",
    };

    private static string In(WordReason word) => word.Fields.Count == 0 ? "" : ", in the " + string.Join(" and the ", word.Fields);

    private string Share(double part) => (part / Math.Max(1e-9, Score)).ToString("0 %", CultureInfo.InvariantCulture);
}
