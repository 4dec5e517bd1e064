namespace KnowledgeBase.Search;

/// <summary>How a document holds a word of the query.</summary>
public enum WordHeld
{
    Missing,
    AsTyped,
    Inflected,
    Translated,
}

/// <summary>Where in a document a word can stand.</summary>
public enum DocumentPart
{
    Title,
    Record,
    Heading,
    Text,
}

/// <summary>The translation by which a document holds a word.</summary>
/// <param name="Term">As <see cref="Expansion.Term"/> names it.</param>
/// <param name="Language">ISO 639-1; "und" for a name.</param>
public sealed record TranslationHeld(string Term, string Language);

/// <summary>What one word of the query adds to a hit.</summary>
/// <param name="Word">As it was typed.</param>
/// <param name="Held">How the document holds it.</param>
/// <param name="By">The translation that counted; null unless it is held translated.</param>
/// <param name="In">Where it stands.</param>
/// <param name="Score">What it adds to the score.</param>
public sealed record WordReason(string Word, WordHeld Held, TranslationHeld? By, IReadOnlyList<DocumentPart> In, double Score);

/// <summary>Why a document was found and stands where it does: the parts add up to the score of the hit.</summary>
/// <param name="Words">The words, in the order they were typed.</param>
/// <param name="Operators">What phrases, fields and other parts with an operator add.</param>
/// <param name="Pieces">What parts of the words add: inflections, compounds, other spellings.</param>
/// <param name="Pages">What the best page adds by itself, or in a short document the nearness of the words.</param>
/// <param name="BestPage">That page's number, or null where page numbers mean nothing to a reader or no page holds any of the words.</param>
/// <param name="Record">What the record adds where recent or well described documents are preferred.</param>
public sealed record HitExplanation(IReadOnlyList<WordReason> Words, double Operators, double Pieces, double Pages, int? BestPage, double Record)
{
    public double Score => Words.Sum(w => w.Score) + Operators + Pieces + Pages + Record;
}
