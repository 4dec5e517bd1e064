using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Ocr;

/// <summary>
/// Which language models OCR uses for a document: those of the languages its record or collection says, else of the language its other
/// pages or the file itself speak, else the usual ones together until the first page read has shown the language.
/// </summary>
public sealed class OcrModels
{
    private const int MaxLanguages = 5;
    private const int EnoughLetters = 200;

    // Our codes (ISO 639-1) and the names of the models.
    private static readonly Dictionary<string, string> ModelOf = new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = "eng", ["it"] = "ita", ["fr"] = "fra", ["de"] = "deu", ["es"] = "spa", ["pt"] = "por", ["nl"] = "nld", ["pl"] = "pol",
        ["cs"] = "ces", ["sk"] = "slk", ["sl"] = "slv", ["hr"] = "hrv", ["hu"] = "hun", ["ro"] = "ron", ["bg"] = "bul", ["el"] = "ell",
        ["da"] = "dan", ["sv"] = "swe", ["fi"] = "fin", ["et"] = "est", ["lv"] = "lav", ["lt"] = "lit", ["ga"] = "gle", ["mt"] = "mlt",
        ["ca"] = "cat", ["no"] = "nor", ["uk"] = "ukr", ["ru"] = "rus", ["tr"] = "tur", ["ar"] = "ara", ["zh"] = "chi_sim", ["ja"] = "jpn",
        ["ko"] = "kor",
    };

    private static readonly string[] Usual = ["eng", "ita", "fra", "deu", "spa"];
    private readonly IReadOnlyList<string> installed = InstalledTools.OcrModels();
    private readonly bool isAsked;
    private bool certain;

    /// <param name="context">The request, which may name languages.</param>
    /// <param name="declared">The language the file declares (BCP 47), or null.</param>
    /// <param name="otherPages">Text of the document that did not need OCR.</param>
    public OcrModels(ReadingContext context, string? declared, string otherPages)
    {
        // What people or the rest of the text say counts more than a program's setting in the file.
        var asked = context.OcrLanguages.Where(ModelOf.ContainsKey).ToList();
        var codes = asked.Count > 0 ? asked
            : LanguageGuess.Of(otherPages) is { } guess ? [guess]
            : declared?.Split('-', '_')[0] is { Length: > 0 } said ? [said] : [];
        var known = codes.Where(ModelOf.ContainsKey).ToList();
        var chosen = known.Select(c => ModelOf[c]).Where(installed.Contains).Distinct().Take(MaxLanguages).ToList();
        if (known.FirstOrDefault(c => !installed.Contains(ModelOf[c])) is { } missing)
        {
            context.Note($"OCR has no model for the language \"{missing}\" here: letters peculiar to it may be misread.");
        }

        isAsked = chosen.Count > 0;
        certain = chosen.Count == 1;
        var usual = Usual.Where(installed.Contains).ToList();
        Names = isAsked ? chosen : usual.Count > 0 ? usual : [installed[0]];
    }

    /// <summary>Names of the models, likeliest first.</summary>
    public IReadOnlyList<string> Names { get; private set; }

    /// <summary>
    /// Settles for the language of the text read so far, once there is enough of it: one model takes half the time of five, which lose
    /// accents to the first of them; of languages that were named only the order changes. True when it has just settled, so that what was read is worth reading again.
    /// </summary>
    public bool Learn(string read)
    {
        if (certain || read.Count(char.IsLetter) < EnoughLetters || LanguageGuess.Of(read) is not { } language
            || !installed.Contains(ModelOf[language]))
        {
            return false;
        }

        // Of several languages that somebody named all stay, with the one that was found first: the first counts most.
        certain = true;
        var before = Names;
        var found = ModelOf[language];
        Names = !isAsked ? [found] : before.Contains(found) ? [found, .. before.Where(n => n != found)] : before;
        return !Names.SequenceEqual(before);
    }
}
