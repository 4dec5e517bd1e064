namespace KnowledgeBase.Search.Matching;

/// <summary>The numbers of the ranking, set on the development collections (docs/RELEVANCE.md).</summary>
internal static class Weights
{
    /// <summary>k1 of BM25.</summary>
    public const float Saturation = 1.2f;

    /// <summary>b of BM25 for the body.</summary>
    public const float Length = 0.65f;

    /// <summary>What an inflected occurrence counts beside one as typed.</summary>
    public const float Inflected = 0.7f;

    /// <summary>What an occurrence counts more that has the accents that were typed.</summary>
    public const float Exact = 0.1f;

    /// <summary>What an occurrence without accents counts for a word typed with them, where accents part words (Vietnamese).</summary>
    public const float Unaccented = 0.2f;

    /// <summary>The part that the best of several pages has in the score, beside the document as a whole.</summary>
    public const double Page = 0.25;

    /// <summary>What the words of a short document of one page count once more: they are its best page.</summary>
    public const double OnlyPage = 0.5;

    /// <summary>What an occurrence in a heading counts more on its page: there it says what the page is about.</summary>
    public const float PageHeading = 3;

    /// <summary>Positions beyond which a page is scored by its best passage, and how long that is.</summary>
    public const int LongPage = 2000;
    public const int Passage = 1000;

    /// <summary>What the words count more that stand among the first of a document of one page: it is said there what it is about.</summary>
    public const double Lead = 0.3;
    public const int LeadWords = 12;

    /// <summary>What nearness counts in a document of one page.</summary>
    public const double Together = 0.2;

    /// <summary>b of BM25 for a page.</summary>
    public const double PageBias = 0.4;

    /// <summary>What two words of the query count that stand next to each other.</summary>
    public const double Proximity = 0.3;

    /// <summary>The share of the query's weight that a document needs to follow those with all words.</summary>
    public const double PartOfWeight = 0.05;

    /// <summary>The share with which a document counts towards the total of a long query.</summary>
    public const double CountedPart = 0.5;

    /// <summary>The same for a long query, which is ranked by weight alone.</summary>
    public const double PartOfLongQuery = 0.02;

    /// <summary>What the pieces of the words weigh beside the words.</summary>
    public const double Grams = 0.8;

    /// <summary>The same for English, which has little inflection and writes its compounds apart.</summary>
    public const double EnglishGrams = 0.35;

    /// <summary>The same where accents part words: the pieces are without them.</summary>
    public const double UnaccentedGrams = 0.2;

    /// <summary>What the pieces weigh in a query of a language.</summary>
    public static double OfGrams(string language) =>
        language == "en" ? EnglishGrams : Text.TextAnalyzer.AccentsPartWords(language) ? UnaccentedGrams : Grams;

    /// <summary>The part of the pieces, by weight, with which a document is found that holds too little of the words.</summary>
    public const double LeastGrams = 0.3;

    /// <summary>Pieces of a query that are looked at.</summary>
    public const int MostGrams = 160;

    /// <summary>How fast pieces lose weight with the length of a text beyond <see cref="LongPage"/>: in a long text other words hold the pieces of any word.</summary>
    public const double GramsByChance = 0.75;

    /// <summary>What a name that a thesaurus has for typed words counts beside them.</summary>
    public const double Concept = 0.8;

    /// <summary>What a translation of a dictionary counts beside the typed word.</summary>
    public const double Translation = 0.6;

    /// <summary>What the commonest words of a language weigh beside words that say something.</summary>
    public const double Light = 0.2;

    /// <summary>What a signal of the record adds at most, of the score, where the reader asks for it.</summary>
    public const double Signal = 0.1;

    /// <summary>Queries of more words are ranked by weight alone.</summary>
    public const int MostWords = 6;

    /// <summary>Of a query of more words, those documents come first that have all of them on one page: a long report has many words somewhere.</summary>
    public const int FewWords = 3;
}
