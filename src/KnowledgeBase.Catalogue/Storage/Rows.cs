namespace KnowledgeBase.Catalogue.Storage;

/// <summary>Rows that hang on a document; the document itself is <see cref="Document"/>.</summary>
internal sealed class CollectionRow
{
    public required string Name { get; init; }

    public required DateTimeOffset Added { get; init; }
}

internal sealed class FileRow
{
    public required string Sha256 { get; init; }

    public required string DocumentId { get; init; }

    public required string Role { get; init; }

    public required long Size { get; init; }

    public required string MediaType { get; set; }

    public required string Format { get; set; }

    public required DateTimeOffset Added { get; init; }
}

internal sealed class SourceRow
{
    public long Id { get; init; }

    public required string Sha256 { get; init; }

    public required string Name { get; init; }

    public required string Collection { get; init; }

    public string? ParentId { get; init; }

    public required DateTimeOffset Received { get; init; }

    public required string ReceivedBy { get; init; }
}

internal sealed class AuthorityRow
{
    public required string DocumentId { get; init; }

    public required string Field { get; init; }

    public required Authority Authority { get; set; }

    public required string SetBy { get; set; }

    public required DateTimeOffset SetAt { get; set; }
}

internal sealed class PlaceRow
{
    public required string Slug { get; init; }

    public required string Label { get; init; }

    public required string Country { get; init; }
}

internal sealed class DocumentPlaceRow
{
    public required string DocumentId { get; init; }

    public required string Place { get; init; }

    public required int Position { get; init; }
}

internal sealed class DocumentThemeRow
{
    public required string DocumentId { get; init; }

    public required string Theme { get; init; }

    public required int Position { get; init; }
}

internal sealed class DocumentConceptRow
{
    public required string DocumentId { get; init; }

    public required string Concept { get; init; }

    public required string Label { get; init; }

    public required int Position { get; init; }
}

internal sealed class DocumentLanguageRow
{
    public required string DocumentId { get; init; }

    public required string Language { get; init; }

    public required int Pages { get; init; }
}

internal sealed class PageRunRow
{
    public required string DocumentId { get; init; }

    public required int First { get; init; }

    public required int Last { get; init; }

    public required PageState Outcome { get; init; }

    public required string Language { get; init; }

    public required long Characters { get; init; }

    public double? Confidence { get; init; }

    public required string Reason { get; init; }
}

internal sealed class JobRow
{
    public required string DocumentId { get; init; }

    public required JobStage Stage { get; init; }

    public required JobState State { get; set; }

    public required int Priority { get; set; }

    public required int Attempts { get; set; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset NextTry { get; set; }

    public required string Reason { get; set; }
}

internal sealed class BandRow
{
    public required int Band { get; init; }

    public required int Bits { get; init; }

    public required string DocumentId { get; init; }
}

internal sealed class ErasureRow
{
    public required string DocumentId { get; init; }

    public required DateTimeOffset Erased { get; init; }
}

internal sealed class KeyRow
{
    public required string Hash { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Revoked { get; set; }
}
