namespace KnowledgeBase.Catalogue.Storage;

/// <summary>A document's row. Its life is the methods here, each of which looks at the present state first.</summary>
internal sealed class Document
{
    public required string Id { get; init; }

    public long Revision { get; private set; } = 1;

    public DocumentVisibility Visibility { get; private set; }

    public DocumentState State { get; private set; }

    public required string Collection { get; set; }

    public required DateTimeOffset Added { get; init; }

    public DateTimeOffset Changed { get; private set; }

    public string ChangedBy { get; private set; } = "";

    public string? ParentId { get; init; }

    public string? PathInParent { get; init; }

    public string Title { get; private set; } = "";

    public string Summary { get; private set; } = "";

    public string RecordType { get; private set; } = "";

    public List<string> Authors { get; private set; } = [];

    public int? Year { get; private set; }

    public string Period { get; private set; } = "";

    public string LeadBody { get; private set; } = "";

    public string Language { get; private set; } = "und";

    public string Rights { get; private set; } = "";

    public string Access { get; private set; } = "";

    public string Identifier { get; private set; } = "";

    public string SourceUrl { get; private set; } = "";

    public string Provenance { get; private set; } = "";

    public string Submitter { get; private set; } = "";

    public string Format { get; private set; } = "";

    public bool HasPages { get; private set; }

    public string Outcome { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public List<string> Notes { get; private set; } = [];

    public string MissingPart { get; private set; } = "";

    public string Tool { get; private set; } = "";

    public int Pages { get; private set; }

    public int PagesText { get; private set; }

    public int PagesOcr { get; private set; }

    public int PagesEmpty { get; private set; }

    public int PagesFailed { get; private set; }

    public double? OcrConfidence { get; private set; }

    public long Characters { get; private set; }

    public long? Fingerprint { get; private set; }

    public DateTimeOffset? Withdrawn { get; private set; }

    public string WithdrawnWhy { get; private set; } = "";

    public static Document Receive(string id, Arrival arrival, DateTimeOffset now) => new()
    {
        Id = id,
        Collection = arrival.Collection,
        Visibility = arrival.Visibility,
        Added = now,
        Changed = now,
        ChangedBy = arrival.By,
        ParentId = arrival.ParentId,
        PathInParent = arrival.PathInParent,
        Title = Clean.Line(Path.GetFileName(arrival.Name.Replace('\\', '/')), RecordRules.TitleLength, "Untitled"),
        Submitter = Clean.Line(arrival.By, RecordRules.LineLength, ""),
        Format = arrival.Format,
    };

    /// <summary>Sets the single-valued fields of a change that was already checked and filtered.</summary>
    public void Describe(RecordChange change)
    {
        RefuseIfWithdrawn();
        Title = Or(change.Title, Title);
        Summary = Or(change.Summary, Summary);
        RecordType = Or(change.RecordType, RecordType);
        Authors = change.Authors.IsSet ? [.. change.Authors.Value] : Authors;
        Year = Or(change.Year, Year);
        Period = Or(change.Period, Period);
        LeadBody = Or(change.LeadBody, LeadBody);
        Language = Or(change.Language, Language);
        Rights = Or(change.Rights, Rights);
        Access = Or(change.Access, Access);
        Identifier = Or(change.Identifier, Identifier);
        SourceUrl = Or(change.SourceUrl, SourceUrl);
        Provenance = Or(change.Provenance, Provenance);
        Submitter = Or(change.Submitter, Submitter);
        Collection = Or(change.Collection, Collection);
        Visibility = Or(change.Visibility, Visibility);
    }

    /// <summary>Every change ends here: it makes a new revision, which the index must follow.</summary>
    public void Touch(string by, DateTimeOffset now)
    {
        Revision++;
        Changed = now > Changed ? now : Changed;
        ChangedBy = by;
    }

    /// <summary>Takes what reading gave. A document that is searchable stays so when a later reading goes wrong.</summary>
    /// <returns>False when the reading was not taken because what is held is better.</returns>
    public bool Read(Reading reading, PageTotals totals)
    {
        RefuseIfWithdrawn();
        if (State == DocumentState.Indexed && reading.Result != DocumentState.Indexed)
        {
            return false;
        }

        // Fit for the index is not yet in it; one that failed before, and was tried again, is on its way like any other.
        if (State is not DocumentState.Indexed)
        {
            State = reading.Result is DocumentState.Indexed ? DocumentState.Received : reading.Result;
        }

        Outcome = reading.Outcome;
        Reason = reading.Reason;
        Notes = [.. reading.Notes];
        MissingPart = reading.MissingPart;
        Tool = reading.Tool;
        Format = reading.Format;
        HasPages = reading.HasPages;
        Pages = totals.Pages;
        PagesText = totals.Text;
        PagesOcr = totals.Ocr;
        PagesEmpty = totals.Empty;
        PagesFailed = totals.Failed;
        OcrConfidence = totals.OcrConfidence;
        Characters = totals.Characters;
        Fingerprint = unchecked((long?)reading.Fingerprint);
        return true;
    }

    /// <summary>True when the document belongs into the search index.</summary>
    public bool BelongsInIndex => State is DocumentState.Indexed || (State is DocumentState.Received && IsRead);

    /// <summary>True once a reading made it fit for the index.</summary>
    public bool IsRead => Outcome is "ok" or "partial" or "empty";

    /// <summary>The index holds it, durably.</summary>
    public void BecomeSearchable()
    {
        if (BelongsInIndex)
        {
            State = DocumentState.Indexed;
        }
    }

    /// <summary>Nobody works at it any more. What is searchable stays so, in the state it has.</summary>
    public void GiveUp(string reason)
    {
        if (State is DocumentState.Received)
        {
            State = DocumentState.Failed;
            Outcome = "";
            Reason = reason;
        }
    }

    /// <summary>Will be read again from the original; what is searchable stays searchable meanwhile.</summary>
    public void AwaitReading()
    {
        RefuseIfWithdrawn();
        if (State is not DocumentState.Indexed)
        {
            State = DocumentState.Received;
            Outcome = "";
            Reason = "";
            MissingPart = "";
        }
    }

    public void Withdraw(string why, DateTimeOffset now)
    {
        RefuseIfWithdrawn();
        State = DocumentState.Withdrawn;
        Withdrawn = now;
        WithdrawnWhy = why;
    }

    /// <summary>Comes back from withdrawal, to be indexed or read as it was.</summary>
    public void Reinstate()
    {
        if (State is not DocumentState.Withdrawn)
        {
            throw new CatalogueException(CatalogueFault.Conflict, "The document is not withdrawn.");
        }

        State = DocumentState.Received;
        Withdrawn = null;
        WithdrawnWhy = "";
    }

    private void RefuseIfWithdrawn()
    {
        if (State is DocumentState.Withdrawn)
        {
            throw new CatalogueException(CatalogueFault.Withdrawn, "The document was withdrawn from the archive.");
        }
    }

    private static T Or<T>(Field<T> field, T present) => field.IsSet ? field.Value : present;
}
