namespace KnowledgeBase.Search.Tests;

/// <summary>A handful of documents of our own.</summary>
internal static class Sample
{
    private static readonly DateTimeOffset Day = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IndexedDocument Document(string id, params string[] pages) => new()
    {
        Id = id,
        Revision = 1,
        Visibility = Visibility.Public,
        Title = "Untitled " + id,
        Language = "en",
        Format = "txt",
        Added = Day,
        HasPages = true,
        PageCount = Math.Max(1, pages.Length),
        Pages = [.. (pages.Length > 0 ? pages : ["A short paper about the tram and its depots in a harbour."]).Select((t, i) => new IndexedPage(i + 1, t, "en"))],
    };

    public static IndexedDocument[] Archive() =>
    [
        Document("turin", "The tram depot near the old station becomes a theatre", "Bicycles cross the river on new bridges, and a depot for bicycles opens") with
        {
            Title = "The tram depot", Authors = ["Anna Verdi"], Year = 2020, Format = "pdf",
            Places = [new Label("torino", "Turin")], Themes = [new Label("mobility", "Mobility"), new Label("culture", "Culture")],
        },
        In(Document("bologna", "La città riapre la linea del tram verso la fiera.") with
        {
            Title = "Una linea di tram", Authors = ["Mario Rossi"], Year = 2018, Language = "it", Format = "docx", Collection = "Urban studies",
            Added = Day.AddDays(1), Places = [new Label("bologna", "Bologna")], Themes = [new Label("mobility", "Mobility")],
        }, "it"),
        In(Document("paris", "Le logement social et la rénovation des quartiers.", "Une carte des quartiers.") with
        {
            Title = "Habiter autrement", Year = 2022, Language = "fr", Format = "pdf", UnreadPages = 1, Added = Day.AddDays(2),
            Places = [new Label("paris", "Paris")], Themes = [new Label("housing", "Housing")],
        }, "fr"),
        In(Document("shanghai", "上海的城市规划面向未来。") with
        {
            Title = "上海报告", Language = "zh", Format = "html", Added = Day.AddDays(3),
        }, "zh"),
    ];

    private static IndexedDocument In(IndexedDocument document, string language) =>
        document with { Pages = [.. document.Pages.Select(p => p with { Language = language })] };
}
