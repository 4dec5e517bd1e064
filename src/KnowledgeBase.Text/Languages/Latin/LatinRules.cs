namespace KnowledgeBase.Text.Languages.Latin;

/// <summary>Rules of Latin: words are compared as they stand.</summary>
internal sealed class LatinRules() : LanguageRules("la", "Latina", "Latin", "latino")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "et in est non ad ut cum quod qui sed ex ab de per si atque quae esse hoc nec aut ac enim autem etiam eius sunt "
        + "quam pro ita nam quo eo se sibi ego tu nos vos ille illa ipse iam tamen erat fuit ubi quid quis";
}
