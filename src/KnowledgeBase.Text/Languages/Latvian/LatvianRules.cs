namespace KnowledgeBase.Text.Languages.Latvian;

/// <summary>Rules of Latvian: words are compared as they stand.</summary>
internal sealed class LatvianRules() : LanguageRules("lv", "latviešu", "Latvian", "lettone")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "un ir ar uz par no ka kas to tas tā lai bet arī kā tiek pie ko gan tikai viņš viņa viņi es tu mēs jūs mani "
        + "savu savas mūsu jūsu nav bija būs būt var vairs vēl jau pēc līdz bez starp pret pirms tad ja jo kad kur kāpēc "
        + "kurš kura kuri kuru šis šī šo šajā tajā ļoti vairāk tomēr taču vai nevar visi visu visas gada gadā gadu esmu "
        + "esam tika tikt ne viens divi tiem viņu";
}
