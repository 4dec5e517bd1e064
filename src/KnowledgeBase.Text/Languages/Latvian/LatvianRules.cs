using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Latvian;

/// <summary>Rules of Latvian: words are stemmed by a light stemmer of our own: the endings of cases and definite adjectives are taken off.</summary>
internal sealed class LatvianRules() : LanguageRules("lv", "latviešu", "Latvian", "lettone")
{
    private static readonly SuffixStripper Endings = new(3,
        "am ām iem ēm im īm os ās es ēs us ūs as is ais ajā ajai ajam ajiem ajām ajos ajās ajo ā ē ī ū a e i u o s š ai "
        + "ei ij iju ju ums uma umu umam umā umi umus umiem umos šana šanas šanu šanai šanā ība ības ību ībai ībā ībām "
        + "tājs tāja tāji tāju tājiem ot oša ošs oši ošo ošu ošiem ts ta to ti tu tas tiem tām");

    /// <inheritdoc/>
    public override string FunctionWords =>
        "un ir ar uz par no ka kas to tas tā lai bet arī kā tiek pie ko gan tikai viņš viņa viņi es tu mēs jūs mani "
        + "savu savas mūsu jūsu nav bija būs būt var vairs vēl jau pēc līdz bez starp pret pirms tad ja jo kad kur kāpēc "
        + "kurš kura kuri kuru šis šī šo šajā tajā ļoti vairāk tomēr taču vai nevar visi visu visas gada gadā gadu esmu "
        + "esam tika tikt ne viens divi tiem viņu";

    /// <inheritdoc/>
    public override string Stem(string exact) => Endings.Strip(exact);
}
