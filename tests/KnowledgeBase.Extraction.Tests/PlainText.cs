using System.Text;

namespace KnowledgeBase.Extraction.Tests;

[Collection(nameof(Reader))]
public sealed class PlainText(Reader reader)
{
    public static TheoryData<string, string> Encodings => new()
    {
        { "utf-8", "Mobilità sostenibile: perché le città cambiano più in fretta" },
        { "utf-16", "Die Straßenbahn fährt künftig häufiger über die Brücke" },
        { "utf-16BE", "La mobilité durable à l’échelle de la métropole" },
        { "windows-1252", "La mobilité durable à l’échelle de la métropole : déplacements, forêts et bâtiments rénovés près de la gare" },
        { "windows-1250", "Przestrzeń publiczna w śródmieściu Łodzi została przebudowana, żeby mieszkańcy mogli spędzać więcej czasu pieszo" },
        { "windows-1251", "Развитие общественного транспорта в городе требует новых решений и участия жителей" },
        { "koi8-r", "Развитие общественного транспорта в городе требует новых решений и участия жителей" },
        { "windows-1253", "Η βιώσιμη αστική κινητικότητα στην πόλη της Αθήνας απαιτεί νέα μέτρα και τη συμμετοχή των πολιτών" },
        { "windows-1254", "İstanbul büyükşehir belediyesi ulaşım ana planı kapsamında yeni bisiklet yolları yapılacağını açıkladı" },
        { "windows-1255", "התחבורה הציבורית בעיר דורשת פתרונות חדשים והשתתפות של התושבים" },
        { "windows-1256", "يتطلب تطوير النقل العام في المدينة حلولا جديدة ومشاركة السكان" },
        { "windows-1257", "Vilniaus miesto savivaldybė pristatė naują darnaus judumo planą, kuriame daugiau dėmesio skiriama pėstiesiems" },
        { "shift_jis", "都市の持続可能な開発のために、公共交通の利用を促進することが重要です。" },
        { "euc-jp", "都市の持続可能な開発のために、公共交通の利用を促進することが重要です。" },
        { "gb18030", "城市的可持续发展需要公共交通的支持，这是我们的主要工作。" },
        { "big5", "城市的可持續發展需要公共交通的支持，這是我們的主要工作。" },
        { "euc-kr", "도시의 지속 가능한 발전을 위해서는 대중교통의 이용을 늘려야 합니다." },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_text_in_any_usual_encoding_is_read(string charset, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var result = await reader.ReadAsync(text, Encoding.GetEncoding(charset), "a.txt");
        Assert.Equal(ExtractionOutcome.Ok, result.Outcome);
        Assert.Equal("txt", result.Format);
        Assert.Equal(text.Normalize(), Assert.Single(result.Pages).Text);
    }

    [Fact]
    public async Task An_empty_file_gets_a_reason()
    {
        var result = await reader.ReadAsync([], "a.txt");
        Assert.Equal(ExtractionOutcome.Corrupt, result.Outcome);
        Assert.Contains("no content", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_not_shown_as_text()
    {
        var bytes = new byte[4000];
        new Random(1).NextBytes(bytes);
        var result = await reader.ReadAsync(bytes, "a.txt");
        Assert.Equal(ExtractionOutcome.Unsupported, result.Outcome);
        Assert.Empty(result.Pages);
    }

    [Fact]
    public async Task Headings_of_Markdown_are_headings()
    {
        var result = await reader.ReadAsync("# Piano del verde\n\nTesto.\n\nObiettivi\n===\n", Encoding.UTF8, "piano.md");
        Assert.Equal(["Piano del verde", "Obiettivi"], result.Pages[0].Headings);
    }
}
