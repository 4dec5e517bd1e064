namespace KnowledgeBase.Text.Languages.Afrikaans;

/// <summary>Rules of Afrikaans: words are compared as they stand.</summary>
internal sealed class AfrikaansRules() : LanguageRules("af", "Afrikaans", "Afrikaans", "afrikaans")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "die en van in is het nie te dat om vir met hy sy op ek was wat aan daar ons word kan as deur sal ook maar na "
        + "hulle jy dit een by uit nog net so oor meer baie moet hoe waar wie waarom toe wanneer onder tussen teen sonder "
        + "my jou haar hom al hierdie daardie se of want";
}
