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
        .Select(c => (c.Key, MetadataField.Named(c.Key) is { IsList: true }
            ? Csv.Unguard(c.Value).Split(ListSeparators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : new[] { Csv.Unguard(c.Value).Trim() })));

    /// <summary>The fields a change sets as the JSON object that <see cref="Read(string)"/> takes.</summary>
    public static string Write(RecordChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var fields = MetadataField.All.Values
            .Select(f => (f.Name, Value: f.Json(change)))
            .Where(f => f.Value.IsSet)
            .ToDictionary(f => f.Name, f => f.Value.Value, StringComparer.Ordinal);
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
                change = MetadataField.Named(name) is { } field ? RecordRules.Check(field.Set(change, values)) : change;
            }
            catch (CatalogueException fault)
            {
                problems.Add(fault.Message);
            }
        }

        return new Metadata(change, problems);
    }

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
