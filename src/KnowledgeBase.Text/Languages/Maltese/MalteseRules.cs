namespace KnowledgeBase.Text.Languages.Maltese;

/// <summary>Rules of Maltese: words are compared as they stand.</summary>
internal sealed class MalteseRules() : LanguageRules("mt", "Malti", "Maltese", "maltese")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "il li u ta f fil tal dan din dawn hija huwa kien kienet kienu għal minn mal lil bħal biex jew iżda imma wkoll "
        + "aktar mhux ma jekk meta fejn kif għaliex x xi kull kollha ħafna waqt wara qabel bejn taħt fuq ġo lejn sa dwar "
        + "skont bil mill mid mis fis fit lill lit tat tas tad tar għall għat għas dik dak hemm hawn illum se sejjer qed "
        + "jista għandu għandha għandhom tiegħu tagħha tagħhom tiegħi tagħna jien int aħna intom huma ir is it id in iz "
        + "ix";
}
