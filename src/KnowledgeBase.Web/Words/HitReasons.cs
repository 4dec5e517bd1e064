using KnowledgeBase.Search;

namespace KnowledgeBase.Web.Words;

/// <summary>One of the reasons why a document was found.</summary>
/// <param name="Text">What it is, without a full stop.</param>
/// <param name="Share">Its share of the score, as people write it; empty when it adds nothing.</param>
/// <param name="Page">The page it speaks of, or null.</param>
public sealed record HitReason(string Text, string Share, int? Page)
{
    public string Sentence => Share.Length > 0 ? $"{Text}: {Share}." : Text + ".";
}

/// <summary>Words an explanation, for the pages and for programs.</summary>
public static class HitReasons
{
    private static readonly Phrase Missing = new("“{0}” is missing", "“{0}” manca");
    private static readonly Phrase AsTyped = new("“{0}” as typed", "“{0}” come l’hai scritto");
    private static readonly Phrase Inflected = new("“{0}” in another form", "“{0}” in un’altra forma");
    private static readonly Phrase Translated = new("“{0}” by its translation “{1}” ({2})", "“{0}” nella traduzione “{1}” ({2})");
    private static readonly Phrase Named = new("“{0}” by the name “{1}”", "“{0}” sotto il nome “{1}”");
    private static readonly Phrase InTitle = new("in the title", "nel titolo");
    private static readonly Phrase InRecord = new("in the record", "nella scheda");
    private static readonly Phrase InHeading = new("in a heading", "nel titolo di una sezione");
    private static readonly Phrase InText = new("in the text", "nel testo");
    private static readonly Phrase And = new("{0} and {1}", "{0} e {1}");
    private static readonly Phrase Operators = new("What stands between quotes or with an operator", "Ciò che sta fra virgolette o con un operatore");
    private static readonly Phrase Pieces = new("Parts of the words, as in compounds and other spellings", "Parti delle parole, come nei composti e in altre grafie");
    private static readonly Phrase Together = new("Where the words stand together", "Dove le parole stanno insieme");
    private static readonly Phrase TogetherOnPage = new("Where the words stand together, best on page {0}", "Dove le parole stanno insieme, soprattutto a pagina {0}");
    private static readonly Phrase Preferred = new("A recent or well described document, as you prefer", "Un documento recente o ben descritto, come preferisci");
    private static readonly Phrase NoWords = new("It fits what you asked for; no word weighs in", "Corrisponde a ciò che hai chiesto; nessuna parola pesa");

    /// <summary>The reasons in the order the words were typed, then what the rest of the document adds.</summary>
    public static IReadOnlyList<HitReason> Of(HitExplanation why, Wording wording)
    {
        var reasons = why.Words.Select(w => new HitReason(Text(w, wording), w.Held == WordHeld.Missing ? "" : Share(w.Score), null)).ToList();
        Add(wording[Operators], why.Operators);
        Add(wording[Pieces], why.Pieces);
        Add(why.BestPage is { } best ? wording[TogetherOnPage, best] : wording[Together], why.Pages, why.BestPage);
        Add(wording[Preferred], why.Record);
        return reasons.Count > 0 ? reasons : [new HitReason(wording[NoWords], "", null)];

        void Add(string text, double score, int? page = null)
        {
            if (score > 0) reasons.Add(new HitReason(text, Share(score), page));
        }

        string Share(double score) => wording.Share(score / Math.Max(1e-9, why.Score));
    }

    private static string Text(WordReason word, Wording wording)
    {
        var held = word switch
        {
            { Held: WordHeld.Missing } => wording[Missing, word.Word],
            { By: { Language: "und" } name } => wording[Named, word.Word, name.Term],
            { By: { } by } => wording[Translated, word.Word, by.Term, LanguageNames.InSentence(by.Language, wording)],
            { Held: WordHeld.Inflected } => wording[Inflected, word.Word],
            _ => wording[AsTyped, word.Word],
        };
        return word.In.Count == 0 ? held : held + ", " + List([.. word.In.Select(p => wording[PhraseOf(p)])], wording);
    }

    private static string List(string[] items, Wording wording) =>
        items.Length == 1 ? items[0] : wording[And, string.Join(", ", items[..^1]), items[^1]];

    private static Phrase PhraseOf(DocumentPart part) => part switch
    {
        DocumentPart.Title => InTitle,
        DocumentPart.Record => InRecord,
        DocumentPart.Heading => InHeading,
        _ => InText,
    };
}
