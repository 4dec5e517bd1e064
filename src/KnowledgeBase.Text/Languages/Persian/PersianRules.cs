using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Persian;

/// <summary>Rules of Persian: words are stemmed by a light stemmer of our own: the endings of the plural, of comparison and of possession are taken off.</summary>
internal sealed class PersianRules() : LanguageRules("fa", "فارسی", "Persian", "persiano")
{
    private static readonly SuffixStripper Endings = new(3,
        "ها های هایی هایش هایم هایت هایشان هایمان تر ترین تری ان ات ی یی م ش شان مان تان ا ای اند ند");

    /// <inheritdoc/>
    public override string FunctionWords =>
        "و در به از که این را با است برای آن یک خود تا کرد بر هم نیز شد می شده باید یا اما اگر آنها ما من شما او بود "
        + "دارد کند هر همه چه چرا کجا پس";

    /// <inheritdoc/>
    public override string Stem(string exact) => Endings.Strip(exact);
}
