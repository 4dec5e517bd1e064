using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Italian;

/// <summary>Rules of Italian: words are stemmed by libstemmer.</summary>
internal sealed class ItalianRules() : SnowballRules("it", "italiano", "Italian", "italiano", "italian")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "di che è la il un a per in una del non le si da con i della sono al come lo più dei nel ma ha alla anche se "
        + "gli delle o dal ai su questo questa ci loro suo sua essere stato stata hanno era due tra fra dopo ancora molto "
        + "perché quando dove chi cosa quale così poi già fatto anni sul nella degli dalla alle dell all nell sull ed ad "
        + "ho mi ti lui lei noi voi tutti tutto ogni senza solo quello quella questi prima contro secondo sia può deve";

    /// <summary>libstemmer parts two common plurals from their singular: "quartieri", "edifici".</summary>
    public override string? Stem(string exact) =>
        base.Stem(LastLetters.Replace(LastLetters.Replace(exact, "ieri", "iere"), "fici", "ficio"));
}
