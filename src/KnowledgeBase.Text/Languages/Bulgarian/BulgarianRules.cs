using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Bulgarian;

/// <summary>Rules of Bulgarian: words are stemmed by a light stemmer of our own: the article at the end of the word is taken off, then the endings of number and gender.</summary>
internal sealed class BulgarianRules() : LanguageRules("bg", "български", "Bulgarian", "bulgaro")
{
    private const string Vowels = "аеиоуъюя";

    private static readonly SuffixStripper Endings = new(3,
        "ът ят та то те ият ия ите ата ята ото ето овете овци ове еве ища ищата иня ьо а я о е и у ю ния нието ние "
        + "нията ането ане ания анията ението ение ения енията остта ост ости остите еше ах аха ат иш им");

    /// <inheritdoc/>
    public override string FunctionWords =>
        "и в на за да се от с че не по е са до като при този тази това тези който която което които или но ще със във "
        + "след тя той те аз ти ние вие много само още вече може беше бе бяха има няма защото как какво къде кога кой коя "
        + "един една едно между преди над под без през към според обаче също така все всички някои нещо нищо там тук сега "
        + "му й им го ги ми си сме съм сте бъде бъдат";

    /// <inheritdoc/>
    public override string Stem(string exact)
    {
        var stem = Endings.Strip(exact);
        stem = LastLetters.Replace(stem, "и", "");
        stem = LastLetters.Replace(stem, "ц", "к");
        return LastLetters.DropFleeting(stem, 'е', "нцркл", Vowels);
    }
}
