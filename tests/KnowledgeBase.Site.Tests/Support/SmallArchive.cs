namespace KnowledgeBase.Site.Tests.Support;

/// <summary>A small archive behind a running site, shared by the tests that change nothing in it.</summary>
public sealed class SmallArchive : IAsyncLifetime
{
    public const string Name = "Small archive";

    private SiteHost _site = null!;

    internal SiteHost Site => _site;

    /// <summary>Somebody without any rights.</summary>
    public HttpClient Reader => _site.Reader;

    /// <summary>A program with a key.</summary>
    public HttpClient Curator => _site.Curator;

    /// <summary>A strategic plan of three pages, in English, on Torino, 2004.</summary>
    public string Torino { get; private set; } = "";

    /// <summary>A report of ninety pages; page n holds the word "leaf" and its number in words of its own.</summary>
    public string Long { get; private set; } = "";

    /// <summary>A document in Arabic.</summary>
    public string Arabic { get; private set; } = "";

    /// <summary>A web page that would run a script.</summary>
    public string Html { get; private set; } = "";

    /// <summary>A draft that nobody without rights may learn of; it holds the word "quicksilver".</summary>
    public string Draft { get; private set; } = "";

    /// <summary>A document for registered readers; it holds the word "quicksilver" too.</summary>
    public string Registered { get; private set; } = "";

    /// <summary>A document that was withdrawn.</summary>
    public string Withdrawn { get; private set; } = "";

    /// <summary>The documents by the names they have in test addresses.</summary>
    public IReadOnlyDictionary<string, string> Ids => new Dictionary<string, string>
    {
        ["torino"] = Torino, ["long"] = Long, ["arabic"] = Arabic, ["html"] = Html, ["draft"] = Draft, ["registered"] = Registered, ["withdrawn"] = Withdrawn,
    };

    /// <summary>An address with the documents' ids put in.</summary>
    public string Fill(string address) => Ids.Aggregate(address, (a, id) => a.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));

    public async Task InitializeAsync()
    {
        _site = await SiteHost.StartAsync();
        Torino = await _site.AddAsync(
            ArchiveFile.Pdf("piano-strategico.pdf",
                "Piano strategico of Torino. The tram and the public space of the city.",
                "The old tram depot became a market. 5 < 6 & 7. Tram tracks stayed in the street.",
                "Housing near the river, with a garden for every school."),
            """{"title":"Piano strategico di Torino","authors":["Città di Torino","Rossi, Maria"],"year":2004,"places":["Torino"],"themes":["mobility","public-space"],"summary":"How the city planned its second line.","language":"en"}""",
            "strategies");
        await _site.AddAsync(
            ArchiveFile.Text("wien.txt", "Wien built social housing along the tram lines. Nobody waits long for the tram."),
            """{"title":"Social housing in Wien","authors":["Stadt Wien"],"year":2018,"places":["Wien"],"themes":["housing"],"language":"en"}""");
        await _site.AddAsync(
            ArchiveFile.Text("lyon.txt", "La mobilité douce à Lyon : des pistes cyclables pour tous."),
            """{"title":"Mobilité douce à Lyon","year":2012,"places":["Lyon"],"themes":["mobility"],"language":"fr"}""");
        Arabic = await _site.AddAsync(
            ArchiveFile.Text("amman.txt", "النقل العام في عمان: خطة للمدينة."),
            """{"title":"خطة النقل في عمان","year":2016,"places":["Amman"],"themes":["mobility"],"language":"ar"}""");
        Html = await _site.AddAsync(
            ArchiveFile.Text("page.html", "<!doctype html><title>x</title><script>document.title='ran'</script>A page on waste."),
            """{"title":"A page on waste","year":2020,"places":["Gent"],"themes":["waste-and-circular-economy"],"language":"en"}""");
        Long = await _site.AddAsync(
            ArchiveFile.Pdf("report.pdf", [.. Enumerable.Range(1, 90).Select(n => $"Leaf number{n} of the yearly report." + (n == 77 ? " The orchard stands here." : ""))]),
            """{"title":"Yearly report","year":1999,"places":["Bologna"],"themes":["participation-and-governance"],"language":"en"}""");
        Draft = await _site.AddAsync(
            ArchiveFile.Pdf("draft.pdf", "Quicksilver plan, not for the public yet. Tram."),
            """{"title":"Quicksilver draft","year":2025,"places":["Secretville"],"themes":["risk-and-crisis"],"visibility":"draft","language":"en","authors":["Hidden, Hand"]}""", "secrets");
        Registered = await _site.AddAsync(
            ArchiveFile.Pdf("registered.pdf", "Quicksilver figures for registered readers. Tram."),
            """{"title":"Quicksilver figures","year":2024,"places":["Memberton"],"themes":["ageing"],"visibility":"registered","language":"en"}""", "members");
        Withdrawn = await _site.AddAsync(
            ArchiveFile.Pdf("gone.pdf", "This one was a mistake about zinc."),
            """{"title":"A mistake about zinc","year":2001,"places":["Zincton"],"themes":["food"],"language":"en"}""", "zinc");
        using var gone = await Curator.DeleteAsync($"/api/v1/documents/{Withdrawn}?why=Wrong%20edition");
        Assert.True(gone.IsSuccessStatusCode);
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();
}

[CollectionDefinition(SmallArchive.Name)]
public class SmallArchiveCollection : ICollectionFixture<SmallArchive>;
