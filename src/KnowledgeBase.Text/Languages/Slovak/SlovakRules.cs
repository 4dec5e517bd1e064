using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Slovak;

/// <summary>Rules of Slovak: words are stemmed by a light stemmer of our own: the endings of cases and adjectives are taken off, then the consonant changes before them are undone.</summary>
internal sealed class SlovakRules() : LanguageRules("sk", "slovenčina", "Slovak", "slovacco")
{
    private const string Vowels = "aeiouyáéíóúýäô";

    private static readonly SuffixStripper Endings = new(3,
        "ého ému ých ými ým om och ov ami iami ách iach ám iam ovi ovia ou ej eho emu ích ími ím ia iu ie ií a e i o u "
        + "y á é í ý ú ä ô ová ové ového ových ovou ovej ovať uje ujú oval ovala ovali ovanie ovania ovaní ovaný ovaná "
        + "ované ovaných osť osti ostí osťou ostiam ostiach al ala ali alo il ila ili ilo ať iť ieť enie enia ení ením "
        + "ania anie aní aný aná ané aných ený ená ené ených ejší ejšia ejšie ejších");

    /// <inheritdoc/>
    public override string FunctionWords =>
        "a v sa na je že s z o do to aj k vo som sú by si pre ale ako po za od tak jeho ktorý ktorá ktoré ktorí však "
        + "bol bola bolo boli nie alebo už len tiež pri až zo bude budú pred medzi keď tým ten tá tejto tohto tomto toho "
        + "tento kde čo kto prečo ešte podľa viac má majú môže môžu byť sme ste nám vám mu jej im ňom ich všetky všetkých "
        + "veľmi ak pretože aby kedy bez pod nad mne ma iba ho"
        + " včera dnes zajtra centre mesta novú nové svoje naša náš každý takže rok roku rokov";

    /// <inheritdoc/>
    public override string Stem(string exact)
    {
        var stem = Endings.Strip(exact);
        stem = LastLetters.Replace(stem, "c", "k");
        stem = LastLetters.Replace(stem, "č", "k");
        stem = LastLetters.DropFleeting(stem, 'e', "knrlc", Vowels);
        return LastLetters.DropFleeting(stem, 'o', "kn", Vowels);
    }
}
