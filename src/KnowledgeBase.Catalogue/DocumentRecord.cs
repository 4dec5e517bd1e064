namespace KnowledgeBase.Catalogue;

/// <summary>Who may see a document. The numbers are those of the search index.</summary>
public enum DocumentVisibility
{
    Public = 0,
    Registered = 1,
    Draft = 2,
}

/// <summary>Where a document is in its life.</summary>
public enum DocumentState
{
    /// <summary>Its bytes are safe; it is not yet searchable.</summary>
    Received = 0,

    /// <summary>Searchable.</summary>
    Indexed = 1,

    /// <summary>Needs a part that is not installed; read by itself once it is.</summary>
    Waiting = 2,

    /// <summary>Not ours to read: unknown type, password, over a limit.</summary>
    Refused = 3,

    /// <summary>Should have been readable and was not.</summary>
    Failed = 4,

    /// <summary>Taken out of the archive; its address answers with a tombstone.</summary>
    Withdrawn = 5,
}

/// <summary>What became of a page.</summary>
public enum PageState
{
    Text = 0,
    Ocr = 1,
    Empty = 2,
    Failed = 3,
}

/// <summary>A place as it is shown and addressed.</summary>
/// <param name="Slug">Stands in addresses: <c>torino</c>.</param>
/// <param name="Label">Is shown: <c>Torino</c>.</param>
/// <param name="Country">ISO 3166-1 alpha-2, or empty when unknown.</param>
public sealed record Place(string Slug, string Label, string Country);

/// <summary>Neighbouring pages that fared alike.</summary>
/// <param name="First">First page, from 1.</param>
/// <param name="Last">Last page, included.</param>
/// <param name="State">What became of them.</param>
/// <param name="Language">ISO 639-1, "und" when unknown.</param>
/// <param name="Characters">Characters on all of them together.</param>
/// <param name="Confidence">Mean word confidence of OCR, 0 to 1; null where none was used.</param>
/// <param name="Reason">Why they failed; empty otherwise.</param>
public sealed record PageRun(int First, int Last, PageState State, string Language, long Characters, double? Confidence, string Reason);

/// <summary>The totals of a document's page account. <c>Pages = Text + Ocr + Empty + Failed</c>.</summary>
public sealed record PageTotals(int Pages, int Text, int Ocr, int Empty, int Failed, double? OcrConfidence, long Characters)
{
    public static readonly PageTotals None = new(0, 0, 0, 0, 0, null, 0);

    /// <summary>True when a search cannot reach every page.</summary>
    public bool NotFullySearchable => Failed > 0 || (Pages > 0 && Text + Ocr == 0);
}

/// <summary>An original that the document holds.</summary>
/// <param name="Sha256">Lower-case hexadecimal; its address in the store.</param>
/// <param name="Role">report, evaluation, plan, photo, data …; "original" unless told.</param>
/// <param name="Size">Bytes.</param>
/// <param name="MediaType">By content.</param>
/// <param name="Format">By content: pdf, docx …; empty when unknown.</param>
/// <param name="Sources">Every name under which these bytes came.</param>
public sealed record DocumentFile(
    string Sha256, string Role, long Size, string MediaType, string Format, IReadOnlyList<FileSource> Sources);

/// <summary>One arrival of a file.</summary>
/// <param name="Name">The name or path it had.</param>
/// <param name="Collection">Collection it was put into.</param>
/// <param name="ParentId">The document it was found in, or null.</param>
/// <param name="Received">When.</param>
/// <param name="By">Who brought it.</param>
public sealed record FileSource(string Name, string Collection, string? ParentId, DateTimeOffset Received, string By);

/// <summary>A document found inside this one.</summary>
public sealed record ChildDocument(string Id, string Title, string Path, DocumentState State, DocumentVisibility Visibility);

/// <summary>Another document with nearly the same text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="DifferingBits">Bits of 64 in which the two fingerprints differ, 0 to 3.</param>
public sealed record NearDuplicate(string Id, string Title, int DifferingBits);

/// <summary>All the catalogue knows of a document, as of one moment.</summary>
public sealed record DocumentRecord
{
    public required string Id { get; init; }

    /// <summary>Grows with every change; the search index carries it too.</summary>
    public required long Revision { get; init; }

    public required DocumentState State { get; init; }

    public required DocumentVisibility Visibility { get; init; }

    public required string Collection { get; init; }

    public required DateTimeOffset Added { get; init; }

    public required DateTimeOffset Changed { get; init; }

    public string ChangedBy { get; init; } = "";

    /// <summary>Never empty: the file's name until a better one is known.</summary>
    public required string Title { get; init; }

    public string Summary { get; init; } = "";

    /// <summary>One of <see cref="RecordTypes"/>, or empty.</summary>
    public string RecordType { get; init; } = "";

    public IReadOnlyList<string> Authors { get; init; } = [];

    public int? Year { get; init; }

    /// <summary>When the practice ran: "2004", "2004/2009", "2004-05/..".</summary>
    public string Period { get; init; } = "";

    /// <summary>The organisation that leads.</summary>
    public string LeadBody { get; init; } = "";

    public IReadOnlyList<Place> Places { get; init; } = [];

    /// <summary>Slugs of <see cref="Catalogue.Themes"/>.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>What the document is about by the vocabularies, as the machine found it; the most salient first.</summary>
    public IReadOnlyList<TaggedConcept> Concepts { get; init; } = [];

    /// <summary>Main language, ISO 639-1, "und" when unknown.</summary>
    public string Language { get; init; } = "und";

    /// <summary>All languages of its pages, the commonest first.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Licence URI or a sentence on the rights.</summary>
    public string Rights { get; init; } = "";

    /// <summary>open, registered, embargoed, closed; empty when unknown.</summary>
    public string Access { get; init; } = "";

    /// <summary>DOI, Handle or another identifier given elsewhere.</summary>
    public string Identifier { get; init; } = "";

    public string SourceUrl { get; init; } = "";

    /// <summary>Where it came from, in words.</summary>
    public string Provenance { get; init; } = "";

    public string Submitter { get; init; } = "";

    /// <summary>Names of <see cref="RecordFields"/> that a person confirmed.</summary>
    public IReadOnlySet<string> Confirmed { get; init; } = new HashSet<string>();

    public string Format { get; init; } = "";

    public bool HasPages { get; init; }

    /// <summary>How reading ended: ok, partial, empty, encrypted, unsupported, corrupt, too-big, timed-out, crashed, needs-part; empty before.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>A sentence for a person when the outcome is not ok.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What was cut or left out, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The part to install: "ocr", "office"; empty when none.</summary>
    public string MissingPart { get; init; } = "";

    public string Tool { get; init; } = "";

    public PageTotals Pages { get; init; } = PageTotals.None;

    /// <summary>The original first.</summary>
    public IReadOnlyList<DocumentFile> Files { get; init; } = [];

    public string? ParentId { get; init; }

    public string? PathInParent { get; init; }
}

/// <summary>What is left of a document that was taken out.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title; empty when it was erased with every trace.</param>
/// <param name="Withdrawn">When.</param>
/// <param name="Why">The reason given; may be empty.</param>
public sealed record Tombstone(string Id, string Title, DateTimeOffset Withdrawn, string Why);
