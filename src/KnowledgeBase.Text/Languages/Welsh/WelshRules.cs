namespace KnowledgeBase.Text.Languages.Welsh;

/// <summary>Rules of Welsh: words are compared as they stand.</summary>
internal sealed class WelshRules() : LanguageRules("cy", "Cymraeg", "Welsh", "gallese")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "y yr a ac i o yn ar mae wedi am ei eu fel gan oedd bod yw hyn hynny hwn hon ond neu nid mewn gyda at dros "
        + "rhwng heb cyn pan beth ble pwy sut pam fi ti ef hi ni chi nhw roedd bydd byddai sydd sy dim mwy iawn hefyd "
        + "wrth er wnaeth gael gwneud";
}
