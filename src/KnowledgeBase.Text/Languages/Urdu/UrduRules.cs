namespace KnowledgeBase.Text.Languages.Urdu;

/// <summary>Rules of Urdu: words are compared as they stand.</summary>
internal sealed class UrduRules() : LanguageRules("ur", "اردو", "Urdu", "urdu")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "کے کی میں ہے اور سے کا کو کہ اس نے پر ہیں یہ ایک بھی تھا وہ کر جو نہیں تو ہو گیا لیے ساتھ اپنے تھی ہم آپ کیا "
        + "کوئی تک";
}
