using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Slovenian;

/// <summary>Rules of Slovenian: words are stemmed by a light stemmer of our own: the endings of cases, duals and adjectives are taken off.</summary>
internal sealed class SlovenianRules() : LanguageRules("sl", "slovenščina", "Slovenian", "sloveno")
{
    private const string Vowels = "aeiou";

    private static readonly SuffixStripper Endings = new(3,
        "ega emu ih im imi ima ami ama oma ema ov ev em om ah eh ju jo ja je ji a e i o u ost osti ostjo ostih ostim "
        + "ostmi anje anja anju anjem anjih enje enja enju enjem enjih ati iti eti ala ali alo ila ili ilo il al ovati "
        + "uje ujejo oval ovala ovali ovanje ovanja ovanju ovanjem en ena eno eni ene enega enih enim an ana ano ani ane "
        + "anega anih anim ejši ejša ejše ejših");

    /// <inheritdoc/>
    public override string FunctionWords =>
        "in v je da na se za so ki pa z ne s po o tudi kot bi še ali iz od do pri že bo ni sem kar med to ta tega tem "
        + "teh te ko ker samo lahko bil bila bilo bili biti ima imajo smo ste vse vsi zelo več pred nad pod brez kje kdo "
        + "kaj kako zakaj kdaj če ampak vendar njegov njihov svoj svoje jih ga mu jim jo nas vas nam vam on ona oni mi vi "
        + "jaz ti bodo bom bomo naj sta kateri katera katere let leta leto"
        + " včeraj danes jutri mesta nove nov novo naše naš vsak torej mestu";

    /// <inheritdoc/>
    public override string Stem(string exact)
    {
        var stem = Endings.Strip(exact);
        return LastLetters.DropFleeting(stem, 'e', "kcnrl", Vowels);
    }
}
