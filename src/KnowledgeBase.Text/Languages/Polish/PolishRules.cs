using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Polish;

/// <summary>Rules of Polish: words are stemmed by a light stemmer of our own: the endings of cases, of adjectives and of the commonest verb forms are taken off, then the consonant changes before them are undone.</summary>
internal sealed class PolishRules() : LanguageRules("pl", "polski", "Polish", "polacco")
{
    private const string Vowels = "aeiouyąęó";

    private static readonly SuffixStripper Endings = new(3,
        "owie owi ami iami ach iach om iom ów em iem ie y i a ia ę ię ą ią u iu o io e owa owe owy owego owemu owej ową "
        + "owym owych owymi ego iego emu iemu ych ich ymi imi ym im ej iej szy sza sze szego szych ejszy ejsza ejsze "
        + "ejszego ejszych ać ić yć eć ować uje ują ujemy ujesz ował owała owali owany owana owane owanych owanie owania "
        + "owaniu owaniem owaniami ał ała ało ali ały ił iła iło ili iły ył yła yło yli yły ęła ęło ęli any ana ane ani "
        + "anego anemu anej aną anym anych anymi ony ona one eni onego onej oną onym onych onymi iony iona ione ionych "
        + "ionego ionej anie ania aniu aniem aniami aniach ań enie enia eniu eniem eniami eniach eń ienie ienia ieniu "
        + "ieniem ący ąca ące ącego ącej ącym ących ącymi ąc jący jąca jące jącego jącej jącym jących jącymi ość ości "
        + "ością ościom ościami ościach cja cji cję cją cje cjo cjach cjami cjom iemy imy ymy amy emy isz ysz asz esz aj "
        + "ajcie cie");

    /// <inheritdoc/>
    public override string FunctionWords =>
        "w i na się z do nie że to jest o jak za po co od ale tak dla są tym przez już czy który która które tego jego "
        + "być przy tylko ma lub był była było były może oraz także bardzo jednak pod nad przed między bez gdy kiedy "
        + "gdzie kto dlaczego jeszcze więcej ich jej mu nim nas was nam wam ja ty my wy on ona oni tej tych temu ten ta "
        + "te sobie swoje aby żeby bo jeśli lecz będzie będą mają można roku lat we ze";

    /// <inheritdoc/>
    public override string Stem(string exact)
    {
        var stem = Endings.Strip(exact);
        stem = LastLetters.Replace(stem, "rz", "r");
        stem = LastLetters.Replace(stem, "dz", "d");
        stem = LastLetters.Replace(stem, "i", "");
        return LastLetters.DropFleeting(stem, 'e', "kcnlrw", Vowels);
    }
}
