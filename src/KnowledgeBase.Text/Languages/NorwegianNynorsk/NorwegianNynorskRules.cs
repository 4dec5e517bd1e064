using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.NorwegianNynorsk;

/// <summary>Rules of Norwegian Nynorsk: plurals of short words and of persons are joined to their singular, then words are stemmed by libstemmer.</summary>
internal sealed class NorwegianNynorskRules() : SnowballRules("nn", "norsk nynorsk", "Norwegian Nynorsk", "norvegese nynorsk", "norwegian")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "og i det er på som ein til å av for at med dei ikkje den har han om eit frå men vi var eg seg så kan etter då "
        + "vart dette ved skal no ho eller når vere også ut vil mot over opp hadde inn berre meir blir kva kor korleis "
        + "kven kvifor denne desse deira vår meg deg sjølv blitt vore kunne skulle ville mellom under utan gjennom før "
        + "nokon noko nokre ingen alle alt andre seier sa mykje kjem noreg dykk òg"
        + " neste fleire langs år ny nye alltid aldri tilbake kvart kvar mange blant sidan saman rundt opna";

    /// <summary>The two written forms of Norwegian share their stems.</summary>
    public override string StemTag => "no";

    /// <summary>libstemmer leaves short words whole ("byen", "nye") and parts the plural of persons ("borger", "borgere").</summary>
    public override string? Stem(string exact) => base.Stem(NorwegianForms.Shortened(exact));
}
