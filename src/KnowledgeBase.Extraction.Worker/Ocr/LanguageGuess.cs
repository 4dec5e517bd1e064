namespace KnowledgeBase.Extraction.Worker.Ocr;

/// <summary>
/// The language of a text, guessed by the share of its words that are commonest in each: enough to choose a model for OCR. What a
/// document's language is, is found elsewhere, by all of its text.
/// </summary>
public static class LanguageGuess
{
    private const int MaxCharacters = 40_000;
    private const double LeastShare = 0.08;
    private const double Lead = 1.5;

    // Articles, prepositions, conjunctions and pronouns as they stand in running text.
    private static readonly (string Language, HashSet<string> Words)[] Common =
    [
        ("en", Set("the of and to in is that for it with as was on are be by this which from or at shall not an have")),
        ("it", Set("di e il la che in un per è del della con una le dei si da al nel non alla sono i gli delle lo ed ai")),
        ("fr", Set("de la le et les des en du à un une est dans pour que qui au par sur pas plus l d il ce sont aux ou")),
        ("de", Set("der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es werden wird")),
        ("es", Set("de la que el en y a los del se las por un para con no una su al es lo como más o este")),
        ("pt", Set("de a o que e do da em um para com não uma os no se na por mais as dos como mas ao das à")),
        ("nl", Set("de van het een en in is dat op te zijn met voor niet aan er om ook als door of bij worden wordt")),
        ("ca", Set("de la i el que a en els les del per un una amb és no al dels es més com les aquest són l d")),
        ("pl", Set("w i na z do się nie że jest o to od za po przez oraz dla jak ze jego a które")),
        ("cs", Set("a v na se je o s že z do i pro k ve za by od jako po které také není jsou")),
        ("ro", Set("de și în a la cu pe din că o se nu un care pentru mai este prin sau al ale")),
        ("hu", Set("a az és hogy nem is egy ez meg volt de csak vagy mint már el kell azt")),
        ("sv", Set("och i att det som en på är av för med den till inte de om ett har från vid")),
        ("da", Set("og i at det er en til af på som med for den ikke de et har fra ved eller")),
        ("fi", Set("ja on ei se että oli hän ovat mutta myös sekä tai kuin joka ole mukaan")),
        ("hr", Set("i u je na se da za od su s o ne kao što koji a iz bi koja po te")),
        ("ru", Set("и в не на что с по к из у для за от как это о его но же все так")),
        ("uk", Set("і в на не що з у до та за для від як це його про а є або які при")),
        ("bg", Set("и на в за се от да с не по са при е като което или към която през това")),
        ("el", Set("και το του η να της με στο για την των από ο τα στην που τον οι είναι")),
        ("tr", Set("ve bir bu için de da ile olarak olan daha çok en gibi kadar sonra ya ne")),
    ];

    /// <summary>ISO 639-1, or null when the text is too short or no language stands out.</summary>
    public static string? Of(string text)
    {
        var words = Words(text[..Math.Min(text.Length, MaxCharacters)]);
        if (words.Count < 12)
        {
            return null;
        }

        var shares = Common.Select(c => (c.Language, Share: words.Count(c.Words.Contains) / (double)words.Count))
            .OrderByDescending(s => s.Share).ToList();
        return shares[0].Share >= LeastShare && shares[0].Share >= Lead * shares[1].Share ? shares[0].Language : null;
    }

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetter(text[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                words.Add(text[start..i].ToLowerInvariant());
                start = -1;
            }
        }

        return words;
    }
}
