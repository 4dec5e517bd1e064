namespace KnowledgeBase.Text.Languages.Albanian;

/// <summary>Rules of Albanian: words are compared as they stand.</summary>
internal sealed class AlbanianRules() : LanguageRules("sq", "shqip", "Albanian", "albanese")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "e të në i me për dhe një nga që së më u ka është nuk si do por ku kjo ky ishte kanë janë ai ajo ata duke deri "
        + "pas mund edhe tij saj tyre ne ju unë ti kur çfarë pse kush shumë vetëm para midis pa nën mbi ndër ose apo nëse "
        + "sepse asnjë çdo gjithë tha këtë kësaj këto këta atë jo po ende tashmë duhet kishte";
}
