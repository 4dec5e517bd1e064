namespace KnowledgeBase.Catalogue.Tests;

/// <summary>A catalogue in a folder of its own, gone after the test.</summary>
internal sealed class TemporaryCatalogue : IDisposable
{
    private int files;

    public TemporaryCatalogue(TimeProvider? clock = null)
    {
        Folder = Directory.CreateTempSubdirectory("kb-catalogue-").FullName;
        Catalogue = DocumentCatalogue.Open(Path, clock);
    }

    public string Folder { get; }

    public string Path => System.IO.Path.Combine(Folder, "catalogue.db");

    public DocumentCatalogue Catalogue { get; private set; }

    public Arrival File(string name = "piano.pdf", DocumentVisibility visibility = DocumentVisibility.Public, string? parent = null) => new()
    {
        Sha256 = (++files).ToString("x64", System.Globalization.CultureInfo.InvariantCulture),
        Size = 100,
        MediaType = "application/pdf",
        Name = name,
        Collection = "tests",
        By = "tester",
        Visibility = visibility,
        ParentId = parent,
        PathInParent = parent is null ? null : name,
    };

    /// <summary>A document that went the whole way and is searchable.</summary>
    public string Searchable(RecordChange? metadata = null, DocumentVisibility visibility = DocumentVisibility.Public, string? parent = null)
    {
        var id = Catalogue.Receive(File(visibility: visibility, parent: parent) with { Metadata = metadata ?? RecordChange.Nothing }).Id;
        Read(id);
        Index();
        return id;
    }

    public void Read(string id, RecordChange? proposed = null, DocumentState result = DocumentState.Indexed, string outcome = "ok") =>
        Catalogue.RecordReading(id, new Reading
        {
            Result = result,
            Outcome = outcome,
            Format = "pdf",
            MediaType = "application/pdf",
            HasPages = true,
            Pages = [new PageRun(1, 3, PageState.Text, "it", 3000, null, ""), new PageRun(4, 4, PageState.Empty, "und", 0, null, "")],
            Proposed = proposed ?? RecordChange.Nothing,
        });

    public void Index()
    {
        var jobs = Catalogue.TakeJobs(JobStage.Index, 1000);
        Catalogue.IndexingDone([.. jobs.Select(j => (j.DocumentId, Catalogue.FindForIndex(j.DocumentId)?.Revision ?? 0))]);
    }

    public void Reopen()
    {
        Catalogue.Dispose();
        Catalogue = DocumentCatalogue.Open(Path);
    }

    public void Dispose()
    {
        Catalogue.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
