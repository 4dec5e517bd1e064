using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Maltese;

/// <summary>Rules of Maltese: words are stemmed by a light stemmer of our own: the endings of the plural and of the feminine are taken off; broken plurals are left to the pieces.</summary>
internal sealed class MalteseRules() : LanguageRules("mt", "Malti", "Maltese", "maltese")
{
    private static readonly SuffixStripper Endings = new(3,
        "ajiet ijiet jiet iet ijin in at ajn ejn i a à u s");

    /// <inheritdoc/>
    public override string FunctionWords =>
        "il li u ta f fil tal dan din dawn hija huwa kien kienet kienu għal minn mal lil bħal biex jew iżda imma wkoll "
        + "aktar mhux ma jekk meta fejn kif għaliex x xi kull kollha ħafna waqt wara qabel bejn taħt fuq ġo lejn sa dwar "
        + "skont bil mill mid mis fis fit lill lit tat tas tad tar għall għat għas dik dak hemm hawn illum se sejjer qed "
        + "jista għandu għandha għandhom tiegħu tagħha tagħhom tiegħi tagħna jien int aħna intom huma ir is it id in iz "
        + "ix";

    /// <inheritdoc/>
    public override string Stem(string exact) => Endings.Strip(Endings.Strip(exact));
}
