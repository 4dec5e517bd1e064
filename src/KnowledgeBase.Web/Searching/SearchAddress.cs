using System.Text;
using KnowledgeBase.Search;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.Web.Searching;

/// <summary>The state of a search as its address: every link on the result page is one of these with a small change.</summary>
public sealed record SearchAddress
{
    /// <summary>Longest query that is looked at; the rest is left off.</summary>
    public const int LongestQuery = 2000;

    /// <summary>Deepest result page; what lies beyond is reached by narrowing.</summary>
    public const int LastPage = 1000;

    private const int MostValues = 20;
    private const int MostTerms = 60;

    private static readonly string[] FilterNames = [.. Facets.Shown, Facets.Account];

    public string Query { get; init; } = "";

    public int Page { get; init; } = 1;

    public SearchOrder Order { get; init; } = SearchOrder.Best;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filters { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>False (<c>expand=off</c>) when only the typed words are to be looked for, none of their translations.</summary>
    public bool Expand { get; init; } = true;

    /// <summary>Translations that are not wanted (<c>without=</c>, many).</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>True (<c>explain=on</c>) when each hit is to say why it was found.</summary>
    public bool Explain { get; init; }

    public static SearchAddress From(IQueryCollection query)
    {
        var filters = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var name in FilterNames)
        {
            var values = query[name].OfType<string>().Where(v => v.Length is > 0 and <= 200).Distinct().Take(MostValues).ToArray();
            if (values.Length > 0) filters[name] = values;
        }
        var typed = query["q"].ToString();
        return new SearchAddress
        {
            Query = typed.Length > LongestQuery ? typed[..LongestQuery] : typed,
            Page = int.TryParse(query["page"], out var page) ? Math.Clamp(page, 1, LastPage) : 1,
            Order = OrderOf(query["order"]),
            Expand = query["expand"] != "off",
            Without = Terms(query["without"]),
            Explain = query["explain"] == "on",
            Filters = filters,
        };
    }

    /// <summary>The names orders have in addresses.</summary>
    public static string NameOf(SearchOrder order) => order switch
    {
        SearchOrder.Added => "added",
        SearchOrder.YearDescending => "newest",
        SearchOrder.YearAscending => "oldest",
        _ => "best",
    };

    public static SearchOrder OrderOf(string? name) => name switch
    {
        "added" => SearchOrder.Added,
        "newest" => SearchOrder.YearDescending,
        "oldest" => SearchOrder.YearAscending,
        _ => SearchOrder.Best,
    };

    public bool Has(string facet, string value) => Filters.TryGetValue(facet, out var values) && values.Contains(value);

    /// <summary>The same search with the value taken in, or left out if it was in; back on the first page.</summary>
    public SearchAddress Toggle(string facet, string value)
    {
        var values = Filters.GetValueOrDefault(facet) ?? [];
        return WithFilter(facet, values.Contains(value) ? [.. values.Where(v => v != value)] : [.. values, value]);
    }

    public SearchAddress WithFilter(string facet, IReadOnlyList<string> values)
    {
        var filters = new Dictionary<string, IReadOnlyList<string>>(Filters);
        if (values.Count == 0) filters.Remove(facet);
        else filters[facet] = values;
        return this with { Filters = filters, Page = 1 };
    }

    public SearchAddress WithoutFilters() => this with { Filters = new Dictionary<string, IReadOnlyList<string>>(), Page = 1 };

    /// <summary>The same search without a translation, or with it again; back on the first page.</summary>
    public SearchAddress ToggleTranslation(string term) => this with
    {
        Without = Without.Contains(term) ? [.. Without.Where(t => t != term)] : [.. Without, term],
        Page = 1,
    };

    /// <summary>Translations as an address names them; what is too long or too many is left off.</summary>
    public static IReadOnlyList<string> Terms(IEnumerable<string?> given) =>
        [.. given.OfType<string>().Where(t => t.Length is > 0 and <= 200).Distinct().Take(MostTerms)];

    public SearchRequest ToRequest(Reader reader, string language, int size) => new()
    {
        Query = Query,
        Reader = reader,
        Language = language,
        Page = Page,
        Size = size,
        Filters = Filters,
        Order = Order,
        Expand = Expand,
        Without = Without,
        Explain = Explain,
    };

    public override string ToString()
    {
        var address = new StringBuilder("/search?q=").Append(Uri.EscapeDataString(Query));
        foreach (var name in FilterNames)
            foreach (var value in Filters.GetValueOrDefault(name) ?? [])
                address.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        if (Order != SearchOrder.Best) address.Append("&order=").Append(NameOf(Order));
        if (!Expand) address.Append("&expand=off");
        foreach (var term in Without) address.Append("&without=").Append(Uri.EscapeDataString(term));
        if (Explain) address.Append("&explain=on");
        if (Page > 1) address.Append("&page=").Append(Page);
        return address.ToString();
    }
}
