using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeBase.Catalogue;

namespace KnowledgeBase.Web.Documents;

/// <summary>
/// A document's citation in the forms that people and programs take. An author written "Family, Given" is a person;
/// every other name is an organisation and is never taken apart.
/// </summary>
public sealed class Citation(DocumentRecord record, string archive, string address)
{
    /// <summary>The forms, by the names they have in addresses.</summary>
    public static readonly IReadOnlyList<string> Formats = ["bibtex", "ris", "csl"];

    /// <summary>As a sentence: authors (year): title. Archive. Address.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        var authors = record.Authors.Count > 0 ? record.Authors : record.LeadBody.Length > 0 ? [record.LeadBody] : [];
        if (authors.Count > 0) text.AppendJoin("; ", authors).Append(Year is null ? ": " : " ");
        if (Year is not null) text.Append('(').Append(Year).Append("): ");
        text.Append(record.Title);
        if (!record.Title.EndsWith('.') && !record.Title.EndsWith('?') && !record.Title.EndsWith('!')) text.Append('.');
        return text.Append(' ').Append(archive).Append(". ").Append(address).ToString();
    }

    /// <summary>A BibTeX entry in UTF-8; organisations in double braces.</summary>
    public string BibTeX()
    {
        var entry = new StringBuilder("@misc{kb-").Append(record.Id).Append(",\n");
        Field(entry, "title", "{" + TeX(record.Title) + "}");
        if (record.Authors.Count > 0)
            Field(entry, "author", string.Join(" and ", record.Authors.Select(a => IsPerson(a) ? TeX(a) : "{" + TeX(a) + "}")));
        if (Year is not null) Field(entry, "year", Year);
        if (record.LeadBody.Length > 0) Field(entry, "organization", "{" + TeX(record.LeadBody) + "}");
        Field(entry, "publisher", "{" + TeX(archive) + "}");
        if (record.Language != "und") Field(entry, "language", record.Language);
        if (Doi is { } doi) Field(entry, "doi", TeX(doi));
        Field(entry, "url", address);
        return entry.Append("}\n").ToString();
    }

    /// <summary>RIS, with the line ends it demands.</summary>
    public string Ris()
    {
        var lines = new List<string> { "TY  - RPRT", "TI  - " + Line(record.Title) };

        // The comma at the end keeps an organisation's name whole.
        lines.AddRange(record.Authors.Select(a => "AU  - " + Line(a) + (IsPerson(a) ? "" : ",")));
        if (Year is not null) lines.Add("PY  - " + Year);
        if (record.LeadBody.Length > 0) lines.Add("A2  - " + Line(record.LeadBody) + ",");
        lines.Add("PB  - " + Line(archive));
        if (record.Summary.Length > 0) lines.Add("AB  - " + Line(record.Summary));
        lines.AddRange(record.Places.Select(p => "KW  - " + Line(p.Label)));
        lines.AddRange(record.Themes.Select(t => "KW  - " + Line(Themes.Find(t)?.English ?? t)));
        if (record.Language != "und") lines.Add("LA  - " + record.Language);
        if (Doi is { } doi) lines.Add("DO  - " + Line(doi));
        lines.Add("UR  - " + address);
        lines.Add("ER  - ");
        return string.Join("\r\n", lines) + "\r\n";
    }

    /// <summary>CSL-JSON: an array of one item.</summary>
    public string Csl()
    {
        var item = new JsonObject
        {
            ["id"] = record.Id,
            ["type"] = "report",
            ["title"] = record.Title,
            ["publisher"] = record.LeadBody.Length > 0 ? record.LeadBody : archive,
            ["archive"] = archive,
            ["URL"] = address,
        };
        if (record.Authors.Count > 0) item["author"] = new JsonArray([.. record.Authors.Select(Name)]);
        if (record.Year is { } year) item["issued"] = new JsonObject { ["date-parts"] = new JsonArray(new JsonArray(year)) };
        if (record.Language != "und") item["language"] = record.Language;
        if (record.Summary.Length > 0) item["abstract"] = record.Summary;
        if (Doi is { } doi) item["DOI"] = doi;
        return new JsonArray(item).ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private string? Year => record.Year?.ToString(CultureInfo.InvariantCulture);

    private string? Doi => record.Identifier.StartsWith("10.", StringComparison.Ordinal) ? record.Identifier
        : record.Identifier.IndexOf("doi.org/10.", StringComparison.OrdinalIgnoreCase) is var at and >= 0 ? record.Identifier[(at + 8)..]
        : null;

    private static bool IsPerson(string author) => author.Contains(", ", StringComparison.Ordinal);

    private static JsonNode Name(string author)
    {
        if (!IsPerson(author)) return new JsonObject { ["literal"] = author };
        var comma = author.IndexOf(", ", StringComparison.Ordinal);
        return new JsonObject { ["family"] = author[..comma], ["given"] = author[(comma + 2)..] };
    }

    private static void Field(StringBuilder entry, string name, string value) =>
        entry.Append("  ").Append(name).Append(" = {").Append(value).Append("},\n");

    private static string Line(string text) => text.ReplaceLineEndings(" ");

    private static string TeX(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in Line(text))
            safe.Append(c switch
            {
                '\\' => "\\textbackslash{}",
                '{' or '}' => "\\" + c,
                '%' or '&' or '$' or '#' or '_' => "\\" + c,
                '^' => "\\textasciicircum{}",
                '~' => "\\textasciitilde{}",
                _ => c.ToString(),
            });
        return safe.ToString();
    }
}
