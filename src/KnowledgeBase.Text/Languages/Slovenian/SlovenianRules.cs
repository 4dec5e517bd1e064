namespace KnowledgeBase.Text.Languages.Slovenian;

/// <summary>Rules of Slovenian: words are compared as they stand.</summary>
internal sealed class SlovenianRules() : LanguageRules("sl", "slovenščina", "Slovenian", "sloveno")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "in v je da na se za so ki pa z ne s po o tudi kot bi še ali iz od do pri že bo ni sem kar med to ta tega tem "
        + "teh te ko ker samo lahko bil bila bilo bili biti ima imajo smo ste vse vsi zelo več pred nad pod brez kje kdo "
        + "kaj kako zakaj kdaj če ampak vendar njegov njihov svoj svoje jih ga mu jim jo nas vas nam vam on ona oni mi vi "
        + "jaz ti bodo bom bomo naj sta kateri katera katere let leta leto";
}
