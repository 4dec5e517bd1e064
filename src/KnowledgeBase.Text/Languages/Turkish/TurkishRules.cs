namespace KnowledgeBase.Text.Languages.Turkish;

/// <summary>Rules of Turkish: words are stemmed by libstemmer.</summary>
internal sealed class TurkishRules() : SnowballRules("tr", "Türkçe", "Turkish", "turco", "turkish")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "ve bir bu da de için ile çok olarak gibi daha o ne ama en kadar sonra olan var yok değil mi mı ise her ki ben "
        + "sen biz siz onlar şey bunu onu ya veya göre önce şimdi nasıl neden nerede kim bütün tüm hiç diye çünkü ancak "
        + "üzere oldu olduğu olduğunu etti eden ederek dedi tarafından arasında içinde üzerinde bana sana ona bize iki";

    /// <inheritdoc/>
    public override bool IsTurkic => true;

    /// <summary>The endings of a name stand after an apostrophe: "Ankara'nın".</summary>
    public override string? Stem(string exact)
    {
        var apostrophe = exact.IndexOf('\'', StringComparison.Ordinal);
        return base.Stem(apostrophe > 0 ? exact[..apostrophe] : exact);
    }
}
