namespace KnowledgeBase.Text.Languages;

/// <summary>What one language has of its own. Instances are shared by all threads.</summary>
/// <param name="code">ISO 639-1.</param>
/// <param name="nativeName">Its name in itself.</param>
/// <param name="englishName">Its name in English.</param>
/// <param name="italianName">Its name in Italian.</param>
internal abstract class LanguageRules(string code, string nativeName, string englishName, string italianName)
{
    public string Code { get; } = code;

    public string NativeName { get; } = nativeName;

    public string EnglishName { get; } = englishName;

    public string ItalianName { get; } = italianName;

    /// <summary>The commonest words that say little, with a space between; evidence for the detection.</summary>
    public virtual string FunctionWords => "";

    /// <summary>The language before the stems; languages that share their stems name one.</summary>
    public virtual string StemTag => Code;

    /// <summary>True where I and İ are the capitals of ı and i.</summary>
    public virtual bool IsTurkic => false;

    /// <summary>True where a word with other accents is another word, tones above all: typed with accents it is meant with them.</summary>
    public virtual bool AccentsPartWords => false;

    /// <summary>How many letters the pieces have that words are cut into for the second field; 0 where pieces do not help.</summary>
    public virtual int GramLength => 4;

    /// <summary>The stem of a word in its exact form, accents and all; null where the language has no stemming.</summary>
    public virtual string? Stem(string exact) => null;
}

/// <summary>A language whose words are stemmed by libstemmer.</summary>
internal abstract class SnowballRules(string code, string nativeName, string englishName, string italianName, string algorithm)
    : LanguageRules(code, nativeName, englishName, italianName)
{
    private readonly Stemming.SnowballStemmer _stemmer = new(algorithm);

    /// <inheritdoc/>
    public override string? Stem(string exact) => _stemmer.Stem(exact);
}

/// <summary>A language without rules of its own: folded words and pieces.</summary>
internal sealed class UnknownLanguageRules() : LanguageRules(LanguageCode.Undetermined, "und", "unknown", "sconosciuta");
