using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Ukrainian;

/// <summary>Rules of Ukrainian: words are stemmed by a light stemmer of our own: the endings of cases, adjectives and the commonest verb forms are taken off.</summary>
internal sealed class UkrainianRules() : LanguageRules("uk", "українська", "Ukrainian", "ucraino")
{
    private const string Vowels = "аеєиіїоуюя";

    private static readonly SuffixStripper Endings = new(3,
        "ого ього ому ьому ими іми ій ої єї ою ею єю ами ями ах ях ам ям ів їв ові еві єві ом ем єм им ім их іх ий а я "
        + "о е є у ю и і ї ь ість ості істю остей остям остями ти тися ться ють уть ять ать ить ує ують ував увала ували "
        + "ування уванню уванням уваннях ав ала али ало ив ила или ило ання анню анням аннях ення енню енням еннях ань "
        + "ень ний на не ні ного ному ної ною ним них ними ній ська ський ське ські ського ському ської ську ською ським "
        + "ських ськими ській");

    /// <inheritdoc/>
    public override string FunctionWords =>
        "і в не на що я з у та до це за як він по але й від так про для його вона вони ми ви який яка яке які цей ця ці "
        + "того цього був була було були є або чи якщо вже ще також може бути щоб тільки коли де хто чому дуже без під "
        + "над перед між після при із зі її їх їм йому нас вас нам вам мене тебе себе свій всі все немає цієї цих тим "
        + "через навіть лише саме";

    /// <inheritdoc/>
    public override string Stem(string exact)
    {
        var stem = Endings.Strip(exact);
        stem = LastLetters.Replace(stem, "ц", "к");
        stem = LastLetters.Replace(stem, "ч", "к");
        return LastLetters.DropFleeting(stem, 'о', "кн", Vowels);
    }
}
