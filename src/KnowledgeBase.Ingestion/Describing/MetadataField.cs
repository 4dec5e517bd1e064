using System.Globalization;
using KnowledgeBase.Catalogue;

namespace KnowledgeBase.Ingestion.Describing;

/// <summary>
/// A field of the record as metadata: texts in a table's cell or a JSON value, and back. <see cref="All"/> has one line a field,
/// the only one that tables and JSON files need.
/// </summary>
/// <param name="Name">One of <see cref="RecordFields"/>.</param>
/// <param name="IsList">Whether a cell may hold several entries.</param>
/// <param name="Of">The entries that a record has; none where it says nothing.</param>
/// <param name="Json">What a change sets, in the shape that JSON gives it; not set where it leaves the field alone.</param>
/// <param name="Set">The change with the field set to these entries. Throws <see cref="CatalogueException"/> for what is no such value.</param>
internal sealed record MetadataField(
    string Name, bool IsList, Func<DocumentRecord, IEnumerable<string>> Of, Func<RecordChange, Field<object?>> Json, Func<RecordChange, string[], RecordChange> Set)
{
    public static readonly IReadOnlyDictionary<string, MetadataField> All = new[]
    {
        Text(RecordFields.Title, r => r.Title, c => c.Title, (c, v) => c with { Title = v }),
        Text(RecordFields.Summary, r => r.Summary, c => c.Summary, (c, v) => c with { Summary = v }),
        Text(RecordFields.RecordType, r => r.RecordType, c => c.RecordType, (c, v) => c with { RecordType = v }),
        List(RecordFields.Authors, r => r.Authors, c => c.Authors, (c, v) => c with { Authors = v }),
        new(RecordFields.Year, false, r => r.Year is { } year ? [year.ToString(CultureInfo.InvariantCulture)] : [], c => As(c.Year, v => v), (c, v) => c with { Year = Year(First(v)) }),
        Text(RecordFields.Period, r => r.Period, c => c.Period, (c, v) => c with { Period = v }),
        Text(RecordFields.LeadBody, r => r.LeadBody, c => c.LeadBody, (c, v) => c with { LeadBody = v }),
        new(RecordFields.Places, true, r => r.Places.Select(p => p.Country.Length > 0 ? $"{p.Label} ({p.Country})" : p.Label),
            c => As(c.Places, v => v.Select(p => new { slug = p.Slug, label = p.Label, country = p.Country })),
            (c, v) => c with { Places = v.Select(n => Places.Find(n)).OfType<Place>().ToArray() }),
        List(RecordFields.Themes, r => r.Themes, c => c.Themes, (c, v) => c with { Themes = v }),
        Text(RecordFields.Language, r => r.Language, c => c.Language, (c, v) => c with { Language = v }),
        Text(RecordFields.Rights, r => r.Rights, c => c.Rights, (c, v) => c with { Rights = v }),
        Text(RecordFields.Access, r => r.Access, c => c.Access, (c, v) => c with { Access = v }),
        Text(RecordFields.Identifier, r => r.Identifier, c => c.Identifier, (c, v) => c with { Identifier = v }),
        Text(RecordFields.SourceUrl, r => r.SourceUrl, c => c.SourceUrl, (c, v) => c with { SourceUrl = v }),
        Text(RecordFields.Provenance, r => r.Provenance, c => c.Provenance, (c, v) => c with { Provenance = v }),
        Text(RecordFields.Submitter, r => r.Submitter, c => c.Submitter, (c, v) => c with { Submitter = v }),
        Text(RecordFields.Collection, r => r.Collection, c => c.Collection, (c, v) => c with { Collection = v }),
        new(RecordFields.Visibility, false, r => [Sees(r.Visibility)], c => As(c.Visibility, Sees), (c, v) => c with { Visibility = Sees(First(v)) }),
    }.ToDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The field behind a name written in any of the usual ways: recordType, record_type, "Record type"; null for a name of no field.</summary>
    public static MetadataField? Named(string name) => All.GetValueOrDefault(new string([.. name.Where(char.IsLetter).Select(char.ToLowerInvariant)]) switch
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
    });

    private static MetadataField Text(string name, Func<DocumentRecord, string> of, Func<RecordChange, Field<string>> json, Func<RecordChange, string, RecordChange> set) =>
        new(name, false, r => [of(r)], c => As(json(c), v => v), (c, v) => set(c, First(v)));

    private static MetadataField List(string name, Func<DocumentRecord, IEnumerable<string>> of, Func<RecordChange, Field<string[]>> json, Func<RecordChange, string[], RecordChange> set) =>
        new(name, true, of, c => As(json(c), v => v), set);

    private static Field<object?> As<T>(Field<T> field, Func<T, object?> shape) => field.IsSet ? shape(field.Value) : default(Field<object?>);

    private static string First(string[] values) => values.FirstOrDefault() ?? "";

    private static int? Year(string text) => text.Length == 0 ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year
        : throw new CatalogueException(CatalogueFault.Invalid, $"“{text}” is not a year.");

    private static string Sees(DocumentVisibility visibility) => visibility.ToString().ToLowerInvariant();

    private static DocumentVisibility Sees(string text) => text.ToLowerInvariant() switch
    {
        "public" => DocumentVisibility.Public,
        "registered" => DocumentVisibility.Registered,
        "draft" => DocumentVisibility.Draft,
        _ => throw new CatalogueException(CatalogueFault.Invalid, $"“{text}” is not a visibility: public, registered or draft."),
    };
}
