using System.Globalization;
using KnowledgeBase.Catalogue;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.Web.Documents;

/// <summary>The edit form as it was filled in; what was typed is kept when something in it cannot be accepted.</summary>
public sealed record RecordForm
{
    public string Title { get; init; } = "";

    /// <summary>One on each line.</summary>
    public string Authors { get; init; } = "";

    public string Year { get; init; } = "";

    /// <summary>One on each line.</summary>
    public string Places { get; init; } = "";

    public IReadOnlyList<string> Themes { get; init; } = [];

    public string Summary { get; init; } = "";

    public DocumentVisibility Visibility { get; init; }

    /// <summary>The revision the person saw, so that nobody's work is overwritten unseen.</summary>
    public long Revision { get; init; }

    public static RecordForm Of(DocumentRecord record) => new()
    {
        Title = record.Title,
        Authors = string.Join('\n', record.Authors),
        Year = record.Year?.ToString(CultureInfo.InvariantCulture) ?? "",
        Places = string.Join('\n', record.Places.Select(p => p.Label)),
        Themes = record.Themes,
        Summary = record.Summary,
        Visibility = record.Visibility,
        Revision = record.Revision,
    };

    public static RecordForm From(IFormCollection form) => new()
    {
        Title = form["title"].ToString(),
        Authors = form["authors"].ToString(),
        Year = form["year"].ToString().Trim(),
        Places = form["places"].ToString(),
        Themes = [.. form["themes"].OfType<string>()],
        Summary = form["summary"].ToString(),
        Visibility = Enum.TryParse<DocumentVisibility>(form["visibility"], out var visibility) && Enum.IsDefined(visibility)
            ? visibility : DocumentVisibility.Draft,
        Revision = long.TryParse(form["revision"], CultureInfo.InvariantCulture, out var revision) ? revision : -1,
    };

    /// <summary>False when the year is not a number.</summary>
    public bool HasSoundYear => Year.Length == 0 || int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>The fields that differ from the record: only those become confirmed by the person.</summary>
    public RecordChange ChangeTo(DocumentRecord record)
    {
        var before = Of(record);
        var change = new RecordChange();
        if (Title != before.Title) change = change with { Title = Title };
        if (!Same(Authors, before.Authors)) change = change with { Authors = Lines(Authors) };
        if (Year != before.Year) change = change with { Year = Year.Length == 0 ? null : (int?)int.Parse(Year, NumberStyles.None, CultureInfo.InvariantCulture) };
        if (!Same(Places, before.Places)) change = change with { Places = PlacesOf(record) };
        if (!Themes.SequenceEqual(before.Themes)) change = change with { Themes = Themes.ToArray() };
        if (Summary.ReplaceLineEndings("\n") != before.Summary) change = change with { Summary = Summary.ReplaceLineEndings("\n") };
        if (Visibility != before.Visibility) change = change with { Visibility = Visibility };
        return change;
    }

    // A place that was there keeps its identity; the label alone could mean a namesake.
    private Place[] PlacesOf(DocumentRecord record) =>
        [.. Lines(Places)
            .Select(name => record.Places.FirstOrDefault(p => p.Label == name) ?? Catalogue.Places.Find(name))
            .OfType<Place>()];

    private static bool Same(string a, string b) => Lines(a).SequenceEqual(Lines(b));

    private static string[] Lines(string text) =>
        text.Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
