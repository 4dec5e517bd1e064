namespace KnowledgeBase.Text.Languages.Arabic;

/// <summary>Rules of Arabic: words lose article, particles and endings by a light stemmer of our own.</summary>
internal sealed class ArabicRules() : LanguageRules("ar", "العربية", "Arabic", "arabo")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "في من على إلى أن التي الذي هذا هذه عن مع ما لا كان كانت قد بين بعد قبل كل أو ثم لم لن هو هي هم نحن أنا أنت ذلك "
        + "تلك حيث عند حتى إذا لكن غير";

    /// <summary>What is written together with the word before it; three letters must be left, of the longest first.</summary>
    private static readonly string[] Beginnings = ["وال", "بال", "كال", "فال", "ال", "لل"];

    private static readonly string[] Endings = ["ها", "هم", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"];

    /// <summary>
    /// The light stemming known as light10 (Larkey, Ballesteros and Connell 2002): article and particles off the beginning,
    /// then each ending once, those of possession ("هم") added, so that a word has one stem with and without its article.
    /// </summary>
    public override string Stem(string exact)
    {
        var stem = Folding.WordFolding.Fold(exact);
        stem = stem.Length >= 4 && stem[0] == 'و' ? stem[1..] : stem;
        var beginning = Array.Find(Beginnings, b => stem.StartsWith(b, StringComparison.Ordinal) && stem.Length >= b.Length + 2);
        stem = beginning is null ? stem : stem[beginning.Length..];
        foreach (var ending in Endings)
        {
            stem = stem.Length >= ending.Length + 2 && stem.EndsWith(ending, StringComparison.Ordinal) ? stem[..^ending.Length] : stem;
        }

        return stem;
    }
}
