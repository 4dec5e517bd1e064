namespace KnowledgeBase.Text.Languages.Turkish;

/// <summary>Rules of Turkish: words are stemmed by libstemmer.</summary>
internal sealed class TurkishRules() : SnowballRules("tr", "Türkçe", "Turkish", "turco", "turkish")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "ve bir bu da de için ile çok olarak gibi daha o ne ama en kadar sonra olan var yok değil mi mı ise her ki ben "
        + "sen biz siz onlar şey bunu onu ya veya göre önce şimdi nasıl neden nerede kim bütün tüm hiç diye çünkü ancak "
        + "üzere oldu olduğu olduğunu etti eden ederek dedi tarafından arasında içinde üzerinde bana sana ona bize iki";
}
