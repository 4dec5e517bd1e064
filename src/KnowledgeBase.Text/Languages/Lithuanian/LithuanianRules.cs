namespace KnowledgeBase.Text.Languages.Lithuanian;

/// <summary>Rules of Lithuanian: words are stemmed by libstemmer.</summary>
internal sealed class LithuanianRules() : SnowballRules("lt", "lietuvių", "Lithuanian", "lituano", "lithuanian")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "ir į kad iš su yra ne tai o bet kaip buvo apie už po jis ji jie jos jo jų dėl ar nuo iki kai kur kas kuris "
        + "kuri kurie kuriuos tik dar jau taip pat gali bus būti prie per tarp prieš be nėra aš tu mes jūs mano savo mūsų "
        + "jūsų šis ši šio šios tas ta to tų labai daugiau todėl nes jei jeigu kodėl kada čia ten dabar visi visų visus "
        + "visa metų metais turi tačiau arba";
}
