using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Catalogue;

namespace KnowledgeBase.Ingestion.Describing;

/// <summary>Metadata that came with a file, and what of it could not be taken, a sentence each.</summary>
public sealed record Metadata(RecordChange Change, IReadOnlyList<string> Problems)
{
    public static readonly Metadata None = new(RecordChange.Nothing, []);
}

/// <summary>
/// Reads metadata by the names of <see cref="RecordFields"/>: the row of a table or the object of a JSON file.
/// A value that the record cannot hold costs that field, not the others and not the file.
/// </summary>
public static class Sidecar
{
    /// <summary>What separates the entries of a list in one cell.</summary>
    private static readonly char[] ListSeparators = ['|', ';'];

    /// <summary>Reads a JSON object, such as <c>NAME.json</c> beside a file or the metadata of an upload.</summary>
    public static Metadata Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? Read(document.RootElement.EnumerateObject().Select(p => (p.Name, Values(p.Value).ToArray())))
                : new Metadata(RecordChange.Nothing, ["The metadata is not a JSON object."]);
        }
        catch (JsonException fault)
        {
            return new Metadata(RecordChange.Nothing, [$"The metadata is not valid JSON: {fault.Message}"]);
        }
    }

    /// <summary>Reads a row of a table: names and cells. An empty cell says nothing.</summary>
    public static Metadata Read(IEnumerable<KeyValuePair<string, string>> row) => Read(row
        .Where(c => c.Value.Trim().Length > 0)
        .Select(c => (c.Key, IsList(Field(c.Key))
            ? Csv.Unguard(c.Value).Split(ListSeparators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : new[] { Csv.Unguard(c.Value).Trim() })));

    /// <summary>The fields a change sets as the JSON object that <see cref="Read(string)"/> takes.</summary>
    public static string Write(RecordChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        void Add<T>(string name, Field<T> field, Func<T, object?> value)
        {
            if (field.IsSet)
            {
                fields[name] = value(field.Value);
            }
        }

        Add(RecordFields.Title, change.Title, v => v);
        Add(RecordFields.Summary, change.Summary, v => v);
        Add(RecordFields.RecordType, change.RecordType, v => v);
        Add(RecordFields.Authors, change.Authors, v => v);
        Add(RecordFields.Year, change.Year, v => v);
        Add(RecordFields.Period, change.Period, v => v);
        Add(RecordFields.LeadBody, change.LeadBody, v => v);
        Add(RecordFields.Places, change.Places, v => v.Select(p => new { slug = p.Slug, label = p.Label, country = p.Country }));
        Add(RecordFields.Themes, change.Themes, v => v);
        Add(RecordFields.Language, change.Language, v => v);
        Add(RecordFields.Rights, change.Rights, v => v);
        Add(RecordFields.Access, change.Access, v => v);
        Add(RecordFields.Identifier, change.Identifier, v => v);
        Add(RecordFields.SourceUrl, change.SourceUrl, v => v);
        Add(RecordFields.Provenance, change.Provenance, v => v);
        Add(RecordFields.Submitter, change.Submitter, v => v);
        Add(RecordFields.Collection, change.Collection, v => v);
        Add(RecordFields.Visibility, change.Visibility, v => v.ToString().ToLowerInvariant());
        return JsonSerializer.Serialize(fields);
    }

    private static Metadata Read(IEnumerable<(string Name, string[] Values)> fields)
    {
        var change = RecordChange.Nothing;
        var problems = new List<string>();
        foreach (var (name, values) in fields)
        {
            try
            {
                change = RecordRules.Check(Set(change, Field(name), values));
            }
            catch (CatalogueException fault)
            {
                problems.Add(fault.Message);
            }
        }

        return new Metadata(change, problems);
    }

    private static RecordChange Set(RecordChange change, string field, string[] values)
    {
        var first = values.FirstOrDefault() ?? "";
        return field switch
        {
            RecordFields.Title => change with { Title = first },
            RecordFields.Summary => change with { Summary = first },
            RecordFields.RecordType => change with { RecordType = first },
            RecordFields.Authors => change with { Authors = values },
            RecordFields.Year => change with { Year = Year(first) },
            RecordFields.Period => change with { Period = first },
            RecordFields.LeadBody => change with { LeadBody = first },
            RecordFields.Places => change with { Places = values.Select(v => Places.Find(v)).OfType<Place>().ToArray() },
            RecordFields.Themes => change with { Themes = values },
            RecordFields.Language => change with { Language = first },
            RecordFields.Rights => change with { Rights = first },
            RecordFields.Access => change with { Access = first },
            RecordFields.Identifier => change with { Identifier = first },
            RecordFields.SourceUrl => change with { SourceUrl = first },
            RecordFields.Provenance => change with { Provenance = first },
            RecordFields.Submitter => change with { Submitter = first },
            RecordFields.Collection => change with { Collection = first },
            RecordFields.Visibility => change with { Visibility = Sees(first) },
            _ => change,
        };
    }

    /// <summary>The field behind a name written in any of the usual ways: recordType, record_type, "Record type".</summary>
    private static string Field(string name) => new string([.. name.Where(char.IsLetter).Select(char.ToLowerInvariant)]) switch
    {
        "recordtype" => RecordFields.RecordType,
        "author" => RecordFields.Authors,
        "place" => RecordFields.Places,
        "theme" => RecordFields.Themes,
        "languages" => RecordFields.Language,
        "leadbody" => RecordFields.LeadBody,
        "doi" => RecordFields.Identifier,
        "sourceurl" or "url" => RecordFields.SourceUrl,
        "source" => RecordFields.Provenance,
        var plain => plain,
    };

    private static bool IsList(string field) => field is RecordFields.Authors or RecordFields.Places or RecordFields.Themes;

    private static int? Year(string text) => text.Length == 0 ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year
        : throw new CatalogueException(CatalogueFault.Invalid, $"“{text}” is not a year.");

    private static DocumentVisibility Sees(string text) => text.ToLowerInvariant() switch
    {
        "public" => DocumentVisibility.Public,
        "registered" => DocumentVisibility.Registered,
        "draft" => DocumentVisibility.Draft,
        _ => throw new CatalogueException(CatalogueFault.Invalid, $"“{text}” is not a visibility: public, registered or draft."),
    };

    /// <summary>The texts in a JSON value: of a list each entry, of an object that describes a place or an organisation its name.</summary>
    private static IEnumerable<string> Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number => [value.GetRawText()],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Values),
        JsonValueKind.Object => Name(value),
        _ => [],
    };

    private static IEnumerable<string> Name(JsonElement value)
    {
        // A place of the list is known by its slug, whatever it is called beside it.
        var slug = Text(value, "slug");
        var country = Text(value, "country") is { Length: 2 } code ? $" ({code.ToUpperInvariant()})" : "";
        var name = slug is not null && Places.Find(slug) is { Country.Length: > 0 } ? slug : Text(value, "label") ?? Text(value, "name") ?? slug;
        return name is null ? [] : [name + country];
    }

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;
}
