namespace KnowledgeBase.Catalogue;

/// <summary>A value that a change sets, or leaves as it is when never assigned.</summary>
public readonly record struct Field<T>
{
    private Field(T value) => (Value, IsSet) = (value, true);

    public T Value { get; }

    public bool IsSet { get; }

    /// <summary>This value when it is set, else the other.</summary>
    public Field<T> Or(Field<T> other) => IsSet ? this : other;

    // The named alternative to the conversion is the constructor's job; a property initialiser reads better with it.
#pragma warning disable CA2225
    public static implicit operator Field<T>(T value) => new(value);
#pragma warning restore CA2225
}

/// <summary>A change to a record: the fields assigned are set (an empty value clears), the others stay.</summary>
public sealed record RecordChange
{
    public static readonly RecordChange Nothing = new();

    public Field<string> Title { get; init; }

    public Field<string> Summary { get; init; }

    public Field<string> RecordType { get; init; }

    public Field<string[]> Authors { get; init; }

    public Field<int?> Year { get; init; }

    public Field<string> Period { get; init; }

    public Field<string> LeadBody { get; init; }

    /// <summary>Names or slugs; <see cref="Catalogue.Places.Find"/> finds the one place behind several names.</summary>
    public Field<Place[]> Places { get; init; }

    public Field<string[]> Themes { get; init; }

    public Field<string> Language { get; init; }

    public Field<string> Rights { get; init; }

    public Field<string> Access { get; init; }

    public Field<string> Identifier { get; init; }

    public Field<string> SourceUrl { get; init; }

    public Field<string> Provenance { get; init; }

    public Field<string> Submitter { get; init; }

    public Field<string> Collection { get; init; }

    public Field<DocumentVisibility> Visibility { get; init; }

    /// <summary>This change, and where it says nothing what <paramref name="below"/> says.</summary>
    public RecordChange Over(RecordChange below)
    {
        ArgumentNullException.ThrowIfNull(below);
        return new RecordChange
        {
            Title = Title.Or(below.Title),
            Summary = Summary.Or(below.Summary),
            RecordType = RecordType.Or(below.RecordType),
            Authors = Authors.Or(below.Authors),
            Year = Year.Or(below.Year),
            Period = Period.Or(below.Period),
            LeadBody = LeadBody.Or(below.LeadBody),
            Places = Places.Or(below.Places),
            Themes = Themes.Or(below.Themes),
            Language = Language.Or(below.Language),
            Rights = Rights.Or(below.Rights),
            Access = Access.Or(below.Access),
            Identifier = Identifier.Or(below.Identifier),
            SourceUrl = SourceUrl.Or(below.SourceUrl),
            Provenance = Provenance.Or(below.Provenance),
            Submitter = Submitter.Or(below.Submitter),
            Collection = Collection.Or(below.Collection),
            Visibility = Visibility.Or(below.Visibility),
        };
    }
}

/// <summary>Who says so. A value is only overwritten by the same authority or a higher one.</summary>
public enum Authority
{
    /// <summary>Read or guessed from the file.</summary>
    Machine = 0,

    /// <summary>Metadata that came with the file.</summary>
    Supplied = 1,

    /// <summary>A person confirmed it.</summary>
    Person = 2,
}

/// <summary>The fields of a record by the names they have in CSV and JSON.</summary>
public static class RecordFields
{
    public const string Title = "title";
    public const string Summary = "summary";
    public const string RecordType = "type";
    public const string Authors = "authors";
    public const string Year = "year";
    public const string Period = "period";
    public const string LeadBody = "lead_body";
    public const string Places = "places";
    public const string Themes = "themes";
    public const string Language = "language";
    public const string Rights = "rights";
    public const string Access = "access";
    public const string Identifier = "identifier";
    public const string SourceUrl = "source_url";
    public const string Provenance = "provenance";
    public const string Submitter = "submitter";
    public const string Collection = "collection";
    public const string Visibility = "visibility";

    public static readonly IReadOnlyList<string> All =
    [
        Title, Summary, RecordType, Authors, Year, Period, LeadBody, Places, Themes, Language, Rights, Access,
        Identifier, SourceUrl, Provenance, Submitter, Collection, Visibility,
    ];
}

/// <summary>What a record can be about.</summary>
public static class RecordTypes
{
    public static readonly IReadOnlyList<string> All =
    [
        "case study", "good practice", "policy report", "evaluation", "plan/strategy", "guideline", "tool", "dataset",
        "unsuccessful practice",
    ];
}

/// <summary>Why the catalogue could not do what was asked.</summary>
public enum CatalogueFault
{
    /// <summary>No such document, or none that this reader may see.</summary>
    NotFound,

    /// <summary>The document was withdrawn.</summary>
    Withdrawn,

    /// <summary>Somebody else changed the document meanwhile.</summary>
    Conflict,

    /// <summary>A value is not one the record can hold.</summary>
    Invalid,

    /// <summary>The catalogue's file is damaged, or was made by a newer version.</summary>
    Damaged,
}

/// <summary>A refusal of the catalogue; the message is a sentence for a person.</summary>
public sealed class CatalogueException(CatalogueFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public CatalogueFault Fault { get; } = fault;
}
