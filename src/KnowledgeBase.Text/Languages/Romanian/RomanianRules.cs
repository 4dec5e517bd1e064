using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Romanian;

/// <summary>Rules of Romanian: words are stemmed by libstemmer, then the commonest consonant change and the plural in -uri are undone.</summary>
internal sealed class RomanianRules() : SnowballRules("ro", "română", "Romanian", "rumeno", "romanian")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "de și în a la cu pe că nu o din care se este un pentru mai fi sau ca au ce le prin dar al ai lui am sunt fost "
        + "era după fără între asupra despre cum când unde cine acest această aceste acestei acestui acestea său sa săi "
        + "sale lor ei el ea eu tu noi voi dacă doar foarte toate toți astfel numai către până sub mult multe ar va vor "
        + "fie avea are aveau nici îl îi își într dintre cel cea cei cele";

    /// <inheritdoc/>
    public override string? Stem(string exact)
    {
        // libstemmer 2.2 knows the letters with a cedilla only.
        var stem = base.Stem(exact.Replace('ș', 'ş').Replace('ț', 'ţ'))!;
        stem = LastLetters.Replace(stem, "ur", "");
        stem = LastLetters.Replace(stem, "z", "d");
        return LastLetters.Replace(stem, "şt", "st");
    }
}
