namespace KnowledgeBase.Text.Languages.Belarusian;

/// <summary>Rules of Belarusian: words are compared as they stand.</summary>
internal sealed class BelarusianRules() : LanguageRules("be", "беларуская", "Belarusian", "bielorusso")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "і у ў не на што я з да гэта за як ён па але й ад так пра для яго яна яны мы вы які якая якое якія гэты гэтая "
        + "быў была было былі ёсць або ці калі ўжо яшчэ таксама можа быць каб толькі дзе хто чаму вельмі без пад над "
        + "перад паміж пасля пры яе іх ім яму нас вас нам вам мяне цябе сябе свой усе усё няма гэтай гэтага гэтых гэтым";
}
