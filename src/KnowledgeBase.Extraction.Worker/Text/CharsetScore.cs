using System.Collections.Frozen;
using System.Globalization;

namespace KnowledgeBase.Extraction.Worker.Text;

/// <summary>
/// How much a text decoded under a guess looks like language. Only characters beyond ASCII tell: letters that are frequent
/// in the languages of the encoding count for it; symbols inside words, capitals after small letters, letters of two
/// scripts in one word and undecodable bytes count against it.
/// </summary>
public static class CharsetScore
{
    private static readonly FrozenDictionary<int, FrozenDictionary<char, double>> Frequent = new Dictionary<int, string>
    {
        [1252] = "éàèäüöíóáçñãßêåøæôõâîúùìòïûëœ",
        [10000] = "éàèäüöíóáçñãßêåøæôõâîúùìòïûëœ",
        [1250] = "ęąłśżóćáíéěřščžýůńőöüúűăâîţşđźťďňșț",
        [28592] = "ęąłśżóćáíéěřščžýůńőöüúűăâîţşđźťďň",
        [1251] = "оеаинтсрвлкмдпуяыьзбгчйхжшюцщэфіїєґўђћљњџјъ",
        [28595] = "оеаинтсрвлкмдпуяыьзбгчйхжшюцщэфіїєўђћљњџј",
        [20866] = "оеаинтсрвлкмдпуяыьзбгчйхжшюцщэф",
        [866] = "оеаинтсрвлкмдпуяыьзбгчйхжшюцщэф",
        [1253] = "αοιετσνηυρπκλμςωάέίόήύώδγχθφβξζψ",
        [1254] = "ğışçöüİŞâîû",
        [1255] = "יולהמתרבאשםנעדחקפטגכסןצזךףץ",
        [1256] = "الينمورتبدعسفقحكهجشطصخةأإىئءضذغثزظؤپچژگکی",
        [1257] = "ėšžąųįūčęāīēļņģķõäöü",
        [874] = "กขคงจชซดตถทนบปผพมยรลวสหอะาิีึืุูเแโใไ่้็ั์ำ",
    }.ToFrozenDictionary(p => p.Key, p => Weighted(p.Value));

    /// <summary>Letters in falling frequency: the first tell the most.</summary>
    private static FrozenDictionary<char, double> Weighted(string letters) =>
        letters.Select((c, i) => (c, Weight: Math.Max(0.4, 2.6 - (0.09 * i)))).ToFrozenDictionary(p => p.c, p => p.Weight);

    /// <summary>The mean score of a character beyond ASCII; higher is more like language.</summary>
    /// <param name="text">The decoded sample.</param>
    /// <param name="codePage">The code page it was decoded with.</param>
    public static double Of(string text, int codePage)
    {
        double sum = 0;
        var seen = 0;
        var frequent = Frequent.GetValueOrDefault(codePage);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80)
            {
                continue;
            }

            seen++;
            sum += frequent is null ? EastAsian(text, i, codePage) : Alphabetic(text, i, frequent);
        }

        // Two bytes make one character there: fewer characters must not make a better mean.
        return seen == 0 ? 0 : sum / seen;
    }

    private static double Alphabetic(string text, int at, FrozenDictionary<char, double> frequent)
    {
        var c = text[at];
        var before = at > 0 ? text[at - 1] : ' ';
        var after = at + 1 < text.Length ? text[at + 1] : ' ';
        if (c == '\uFFFD' || char.IsControl(c))
        {
            return -12;
        }

        if (!char.IsLetter(c) && char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        {
            var within = char.IsLetter(before) && char.IsLetter(after) && c is not ('’' or '·' or '\u00AD');
            return within ? -4 : c is '“' or '”' or '„' or '’' or '‘' or '–' or '—' or '«' or '»' or '…' or '•' or '°' or '€' or '§' or '\u00A0' or '№' ? 0.5 : -2;
        }

        var score = frequent.TryGetValue(c, out var weight) ? weight
            : frequent.TryGetValue(char.ToLowerInvariant(c), out weight) ? 0.4 * weight : -1;
        if (char.IsUpper(c) && char.IsLower(before))
        {
            score -= 4;
        }

        if (char.IsLower(c) && char.IsUpper(before) && at > 1 && char.IsUpper(text[at - 2]))
        {
            score -= 2;
        }

        // Latin letters with marks stand among plain ones; letters of other scripts never do.
        var latin = c < 0x250;
        if (char.IsAsciiLetter(before) || char.IsAsciiLetter(after))
        {
            score += latin ? 0.5 : -4;
        }
        else if (latin && (before >= 0x80 || after >= 0x80))
        {
            score -= 2;
        }

        return score;
    }

    private static double EastAsian(string text, int at, int codePage)
    {
        var c = text[at];
        if (c == '\uFFFD' || char.IsControl(c) || c is >= '\uE000' and <= '\uF8FF')
        {
            return -12;
        }

        if (c is '、' or '。' or '，' or '「' or '」' or '（' or '）' or '：' or '；' or '《' or '》')
        {
            return 2;
        }

        var kana = c is >= '\u3041' and <= '\u30FC';
        var hangul = c is >= '\uAC00' and <= '\uD7A3';
        var han = c is >= '\u4E00' and <= '\u9FFF';
        return codePage switch
        {
            932 or 51932 => kana ? 2.4 : han ? 1 : c is >= '\uFF61' and <= '\uFF9F' ? -3 : -1,
            51949 => hangul ? 2.2 : han ? -0.5 : -1,
            _ => han ? (CommonHan.Contains(c) ? 3.5 : 0.4) : kana ? 0.2 : -1,
        };
    }

    // The most frequent characters of simplified and traditional Chinese running text.
    private static readonly FrozenSet<char> CommonHan =
        ("的一是不了在人有我他这個个们中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡用道行所然家种種事成方多经經么去法学學"
        + "如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心本前开開但因只从從想实實日军者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两"
        + "兩高间間由问問很最重并並物手应應战戰向头頭文体體政美相见見被利什二等产產或新己制身果加西斯月话話合回特代内信表化老给給世位次度门門任常先海通教儿东東声提立及比员員解水名真论"
        + "處处走义義各入几口认認条條平系气氣题題活尔更别打女变變四神总總何电電数數安少报報才结結反受目太量再感建务務做接必场場件计計管期市直德资資命山金指克许許统統区區保至队隊形社便"
        + "空决決治展马馬科司五基眼书書非则則听聽白却卻界达達光放强強即像难難且权權思王象完设設式色路记記南品住告类類求据據程北边邊死张張该該交规規万萬取拉格望觉覺术術领領共确確传傳师師").ToFrozenSet();
}
