namespace KnowledgeBase.Text.Languages.Vietnamese;

/// <summary>Rules of Vietnamese: words are compared as they stand.</summary>
internal sealed class VietnameseRules() : LanguageRules("vi", "Tiếng Việt", "Vietnamese", "vietnamita")
{
    /// <inheritdoc/>
    public override bool AccentsPartWords => true;

    /// <inheritdoc/>
    public override string FunctionWords =>
        "và của là có trong được các một cho không những với người đã này để khi từ đến như về ra tại vào cũng năm trên "
        + "đó lại sẽ nhiều phải theo sau bị hơn còn nhưng vì nếu hoặc hay tôi bạn anh chị chúng họ nó ai gì đâu nào sao "
        + "rất chỉ đang";
}
