using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Web.Documents;
using KnowledgeBase.Web.Searching;
using KnowledgeBase.Web.Words;

namespace KnowledgeBase.Web.Api;

/// <summary>
/// A document's record. "status" is received (being read), indexed, waiting (for a part to be installed), refused or failed;
/// "reason" says why in a sentence. "confirmed" names the fields that a person vouches for.
/// </summary>
public sealed record RecordAnswer(
    string Id, string Url, string Status, string Reason, long Revision, string Visibility, string Collection,
    string Title, IReadOnlyList<string> Authors, string Summary, string RecordType, int? Year, string Period, string LeadBody,
    IReadOnlyList<LabelAnswer> Places, IReadOnlyList<LabelAnswer> Themes, string Language, IReadOnlyList<string> Languages,
    string Rights, string Access, string Identifier, string SourceUrl, IReadOnlyList<string> Confirmed,
    string Format, bool HasPages, int Pages, PageAccountAnswer PageAccount, IReadOnlyList<string> Notes, IReadOnlyList<FileAnswer> Files,
    string? ParentId, DateTimeOffset Added, DateTimeOffset Changed)
{
    public static RecordAnswer Of(DocumentRecord record, IReadOnlyList<PageRun> runs, Wording wording) => new(
        record.Id, DocumentAddress.Of(record.Id), DocumentStatus.Of(record.State), ReasonWording.Of(record.Reason, wording), record.Revision,
        record.Visibility.ToString().ToLowerInvariant(), record.Collection, record.Title, record.Authors, record.Summary, record.RecordType,
        record.Year, record.Period, record.LeadBody,
        [.. record.Places.Select(p => new LabelAnswer(p.Slug, p.Label))],
        [.. record.Themes.Select(t => new LabelAnswer(t, Catalogue.Themes.Find(t)?.English ?? t))],
        record.Language, record.Languages, record.Rights, record.Access, record.Identifier, record.SourceUrl,
        [.. record.Confirmed.Order(StringComparer.Ordinal)],
        record.Format, record.HasPages, record.Pages.Pages,
        new PageAccountAnswer(record.Pages.Pages, record.Pages.Text, record.Pages.Ocr, record.Pages.Empty, record.Pages.Failed, record.Pages.Characters,
            [.. runs.Select(r => new PageRunAnswer(r.First, r.Last, r.State.ToString().ToLowerInvariant(), r.Language, r.Characters, ReasonWording.Of(r.Reason, wording)))]),
        [.. record.Notes.Select(n => ReasonWording.Of(n, wording))],
        [.. record.Files.Select(f => new FileAnswer(OriginalFile.Of(record, f).Name, f.Size, f.MediaType, f.Sha256, DocumentAddress.File(record.Id)))],
        record.ParentId, record.Added, record.Changed);
}

/// <summary>What became of the pages: text + ocr + empty + failed = pages. Runs are neighbouring pages that fared alike.</summary>
public sealed record PageAccountAnswer(int Pages, int Text, int Ocr, int Empty, int Failed, long Characters, IReadOnlyList<PageRunAnswer> Runs);

public sealed record PageRunAnswer(int First, int Last, string State, string Language, long Characters, string Reason);

public sealed record FileAnswer(string Name, long Size, string MediaType, string Sha256, string Url);

public sealed record UploadAnswer(IReadOnlyList<UploadedAnswer> Documents);

/// <summary>
/// One file of an upload. "status" is received, or duplicate when this very file is held already, or refused; "reason" says
/// why. Ask "statusUrl" how it goes on.
/// </summary>
public sealed record UploadedAnswer(string? Id, string Path, string Status, string? StatusUrl, string Reason);

/// <summary>
/// Fields to change; what is left out stays, an empty value clears. Places by name in any language or by slug; themes by
/// slug or name; visibility is public, registered or draft.
/// </summary>
public sealed record RecordPatch(
    string? Title, IReadOnlyList<string>? Authors, string? Summary, string? RecordType, int? Year, string? Period, string? LeadBody,
    IReadOnlyList<string>? Places, IReadOnlyList<string>? Themes, string? Language, string? Rights, string? Access, string? Identifier,
    string? SourceUrl, string? Collection, string? Visibility);
