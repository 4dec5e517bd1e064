namespace KnowledgeBase.Text.Languages.Swedish;

/// <summary>Rules of Swedish: the article is taken off, then words are stemmed by libstemmer.</summary>
internal sealed class SwedishRules() : SnowballRules("sv", "svenska", "Swedish", "svedese", "swedish")
{
    private const int LeastStem = 3;

    /// <inheritdoc/>
    public override string FunctionWords =>
        "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan man när "
        + "år säger hon under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla andra "
        + "mycket än här då sedan över bara in blir upp även vad få två vill ha många hur mer går sverige detta några "
        + "utan bli varit måste denna deras vår mig dig honom henne varför vem"
        + " nästa flera längs nya alltid aldrig tillbaka varje bland tillsammans kring";

    /// <summary>libstemmer leaves the article of nouns in -a and of neuters: "gatan", "huset".</summary>
    public override string? Stem(string exact)
    {
        var end = exact.Length - 2;
        if (end >= LeastStem && exact.AsSpan(end) is "an" or "on")
        {
            exact = exact[..^1];
        }
        else if (end >= LeastStem && exact.AsSpan(end) is "et")
        {
            exact = exact[..end];
        }

        return base.Stem(exact);
    }
}
