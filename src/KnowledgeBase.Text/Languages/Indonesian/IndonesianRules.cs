namespace KnowledgeBase.Text.Languages.Indonesian;

/// <summary>Rules of Indonesian: words are stemmed by libstemmer.</summary>
internal sealed class IndonesianRules() : SnowballRules("id", "Bahasa Indonesia", "Indonesian", "indonesiano", "indonesian")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "yang dan di dari untuk dengan ini itu pada tidak dalam akan adalah ke karena juga oleh ada saya kami kita "
        + "mereka anda dia bisa atau telah lebih sudah sebagai tersebut bahwa hanya saat seperti dapat namun tetapi jika "
        + "apa siapa mana kapan mengapa bagaimana antara setelah sebelum tanpa semua";
}
