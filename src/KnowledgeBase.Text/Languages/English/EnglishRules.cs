namespace KnowledgeBase.Text.Languages.English;

/// <summary>Rules of English: words are stemmed by libstemmer.</summary>
internal sealed class EnglishRules() : SnowballRules("en", "English", "English", "inglese", "english")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "the of and to in a is that for it was on are as with be by at this have from or had not but what all were when "
        + "we there can an your which their said if do will each about how up out them then she many some so these would "
        + "other into has more her two like him time no my than been who its now people made over only after also any "
        + "because where most should between our they he his";
}
