using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Text.Languages;

namespace KnowledgeBase.Text;

/// <summary>
/// A short hash of what the analysis makes of a fixed text in every language. It changes when our rules change and when
/// an installed stemmer or word dictionary does, and then an index holds other terms than queries ask for and must be
/// made again.
/// </summary>
public static class AnalysisFingerprint
{
    private const string Golden =
        "U.E. 12.05.2020 m² COM(2019) 640 Straße dell'amministrazione L’eau l·l œuvre İstanbul'da città citta\n"
        + "transporting nationalities maisons Häuser trasporti ciudades cidades orașele кварталы міста градовете πόλεις "
        + "miejskich městských mestských mestih gradova pilsētas linnades kaupungeissa városokban miestuose bailte "
        + "ibliet byerne byene städerna steden ciutats المدينة שכונות شهرها नगरों 도시계획을 東京都の都市計画 城市规划 城市規劃 "
        + "การพัฒนาเมืองอย่างยั่งยืน ການພັດທະນາ ការអភិវឌ្ឍ";

    private static readonly Lazy<string> Value = new(Compute);

    /// <summary>Sixteen hexadecimal digits.</summary>
    public static string Current => Value.Value;

    private static string Compute()
    {
        var tokens = new List<Token>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var rules in LanguageTable.All)
        {
            tokens.Clear();
            TextAnalyzer.Analyze(Golden, rules.Code, tokens);
            foreach (var token in tokens)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{rules.Code} {token.Start} {token.Length} {token.PositionIncrement} {token.Exact} {token.Folded} {token.Stem}\n")));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset()[..8]);
    }
}
