namespace KnowledgeBase.Text.Languages.Swedish;

/// <summary>Rules of Swedish: words are stemmed by libstemmer.</summary>
internal sealed class SwedishRules() : SnowballRules("sv", "svenska", "Swedish", "svedese", "swedish")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan man när "
        + "år säger hon under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla andra "
        + "mycket än här då sedan över bara in blir upp även vad få två vill ha många hur mer går sverige detta några "
        + "utan bli varit måste denna deras vår mig dig honom henne varför vem";
}
