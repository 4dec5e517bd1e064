using System.Globalization;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Catalogue;

/// <summary>What the fields of a record can hold. The limits stand beside the counters of the edit form.</summary>
public static partial class RecordRules
{
    /// <summary>Characters (UTF-16 units).</summary>
    public const int TitleLength = 250;

    public const int SummaryLength = 1000;

    /// <summary>Of the other one-line fields, and of one author.</summary>
    public const int LineLength = 500;

    /// <summary>Entries in a list: authors, places.</summary>
    public const int ListLength = 100;

    public static readonly IReadOnlyList<string> Accesses = ["open", "registered", "embargoed", "closed"];

    /// <summary>The change with its texts cleaned and its lists free of repetitions.</summary>
    /// <exception cref="CatalogueException">A value is not one the field can hold; the message names field and reason.</exception>
    public static RecordChange Check(RecordChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change with
        {
            Title = Map(change.Title, v => Line(v, "title", TitleLength) is { Length: > 0 } t ? t : throw Invalid("The title is empty.")),
            Summary = Map(change.Summary, v => Within(Clean.Text(v), "summary", SummaryLength)),
            RecordType = Map(change.RecordType, v => OneOf(Line(v, "type"), RecordTypes.All, "type")),
            Authors = Map(change.Authors, v => List(v.Select(a => Line(a, "authors")).Where(a => a.Length > 0).Distinct(), "authors")),
            Year = Map(change.Year, v => v is null or (>= 1000 and <= 2100) ? v : throw Invalid($"The year {v} is not between 1000 and 2100.")),
            Period = Map(change.Period, v => Period().IsMatch(v.Trim()) ? v.Trim() : throw Invalid($"The period “{Short(v)}” is not of the form 2004, 2004/2009 or 2004-05/..")),
            LeadBody = Map(change.LeadBody, v => Line(v, "lead body")),
            Places = Map(change.Places, v => List(v.DistinctBy(p => p.Slug), "places")),
            Themes = Map(change.Themes, v => List(v.Select(KnownTheme).Distinct(), "themes")),
            Language = Map(change.Language, v => LanguageTag().IsMatch(v.Trim()) ? v.Trim().ToLower(CultureInfo.InvariantCulture) : throw Invalid($"“{Short(v)}” is not a language code such as it or fr.")),
            Rights = Map(change.Rights, v => Line(v, "rights")),
            Access = Map(change.Access, v => OneOf(Line(v, "access"), Accesses, "access")),
            Identifier = Map(change.Identifier, v => Line(v, "identifier")),
            SourceUrl = Map(change.SourceUrl, WebAddress),
            Provenance = Map(change.Provenance, v => Line(v, "provenance")),
            Submitter = Map(change.Submitter, v => Line(v, "submitter")),
            Collection = Map(change.Collection, CollectionName),
            Visibility = Map(change.Visibility, v => Enum.IsDefined(v) ? v : throw Invalid("The visibility is not public, registered or draft.")),
        };
    }

    /// <summary>A collection's name, cleaned.</summary>
    public static string CollectionName(string name) =>
        Line(name, "collection", 100) is { Length: > 0 } clean ? clean : throw Invalid("The collection's name is empty.");

    private static string KnownTheme(string name) =>
        Themes.Find(name)?.Slug ?? throw Invalid($"“{Short(name)}” is not one of the themes.");

    private static string WebAddress(string text)
    {
        var address = Line(text, "source_url", 2000);
        return address.Length == 0 || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            ? address
            : throw Invalid($"“{Short(address)}” is not a web address (http or https).");
    }

    private static string OneOf(string value, IReadOnlyList<string> known, string field) =>
        value.Length == 0 || known.Contains(value, StringComparer.OrdinalIgnoreCase)
            ? value.ToLowerInvariant()
            : throw Invalid($"“{Short(value)}” is not a known value of {field}: {string.Join(", ", known)}.");

    private static string Line(string text, string field, int most = LineLength) =>
        Within(Clean.Line(text ?? "", int.MaxValue, ""), field, most);

    private static string Within(string text, string field, int most) => text.Length <= most
        ? text
        : throw Invalid(string.Create(CultureInfo.InvariantCulture, $"The {field} has {text.Length} characters; at most {most} fit."));

    private static T[] List<T>(IEnumerable<T> values, string field)
    {
        T[] list = [.. values];
        return list.Length <= ListLength
            ? list
            : throw Invalid(string.Create(CultureInfo.InvariantCulture, $"There are {list.Length} {field}; at most {ListLength} fit."));
    }

    private static string Short(string text) => Clean.Line(text, 60, "");

    private static Field<TOut> Map<T, TOut>(Field<T> field, Func<T, TOut> check) => field.IsSet ? check(field.Value) : default(Field<TOut>);

    private static CatalogueException Invalid(string message) => new(CatalogueFault.Invalid, message);

    [GeneratedRegex(@"^(|\d{4}(-\d\d){0,2}(/(\d{4}(-\d\d){0,2}|\.\.))?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Period();

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}
