namespace KnowledgeBase.Text.Languages.Luxembourgish;

/// <summary>Rules of Luxembourgish: words are compared as they stand.</summary>
internal sealed class LuxembourgishRules() : LanguageRules("lb", "Lëtzebuergesch", "Luxembourgish", "lussemburghese")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "de d an a vun der ass fir mat op datt net en eng ze sinn huet dat den dem déi deen och wéi awer um bei si hien "
        + "mir dir ech hunn gouf no nëmmen oder aus hir säi wou wien firwat vill méi ginn kann war waren iwwer tëscht "
        + "géint";
}
