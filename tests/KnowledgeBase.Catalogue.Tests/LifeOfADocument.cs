namespace KnowledgeBase.Catalogue.Tests;

public sealed class LifeOfADocument : IDisposable
{
    private readonly TemporaryCatalogue temporary = new();

    private DocumentCatalogue Catalogue => temporary.Catalogue;

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void A_received_document_is_kept_with_a_job_and_becomes_searchable_only_after_the_index_committed()
    {
        var receipt = Catalogue.Receive(temporary.File());
        Assert.Equal(ReceiptKind.New, receipt.Kind);
        Assert.Null(Catalogue.Find(receipt.Id, DocumentVisibility.Public));

        var job = Assert.Single(Catalogue.TakeJobs(JobStage.Read, 5));
        Assert.Equal(receipt.Id, job.DocumentId);
        Assert.Empty(Catalogue.TakeJobs(JobStage.Read, 5));
        temporary.Read(receipt.Id, new RecordChange { Title = "Piano strategico", Authors = new[] { "Comune di Torino" }, Year = 2019 });
        Assert.Null(Catalogue.Find(receipt.Id, DocumentVisibility.Public));

        temporary.Index();
        var record = Catalogue.Find(receipt.Id, DocumentVisibility.Public)!;
        Assert.Equal(("Piano strategico", 2019, DocumentState.Indexed), (record.Title, record.Year, record.State));
        Assert.Equal(["Comune di Torino"], record.Authors);
        Assert.Equal(new PageTotals(4, 3, 0, 1, 0, null, 3000), record.Pages);
        Assert.Equal(["it"], record.Languages);
        Assert.Equal(new QueueNumbers(0, 0, 0, 0, 0), Catalogue.QueueNumbers());
    }

    [Fact]
    public void The_same_bytes_gain_a_source_and_stay_one_document()
    {
        var file = temporary.File("a.pdf");
        var first = Catalogue.Receive(file);
        var again = Catalogue.Receive(file with { Name = "b.pdf" });
        var third = Catalogue.Receive(file with { Name = "b.pdf" });

        Assert.Equal(new Receipt(first.Id, ReceiptKind.Duplicate), again);
        Assert.Equal(again, third);
        var record = Catalogue.Find(first.Id, DocumentVisibility.Draft)!;
        Assert.Equal(["a.pdf", "b.pdf"], Assert.Single(record.Files).Sources.Select(s => s.Name));
    }

    [Fact]
    public void What_a_person_confirmed_survives_a_second_reading_and_a_sidecar()
    {
        var id = temporary.Searchable(new RecordChange { Year = 2001, Summary = "from the sidecar" });
        Catalogue.Edit(id, new RecordChange { Title = "The right title", Year = 2002 }, "ada");
        Catalogue.ReadAgain([id]);
        temporary.Read(id, new RecordChange { Title = "Microsoft Word - def_v7.doc", Year = 1999, Summary = "guessed", LeadBody = "Proposed body" });
        Catalogue.Supply(id, new RecordChange { Title = "Sidecar title", Summary = "newer sidecar" }, "import");

        var record = Catalogue.Find(id, DocumentVisibility.Public)!;
        Assert.Equal(
            ("The right title", 2002, "newer sidecar", "Proposed body"),
            (record.Title, record.Year, record.Summary, record.LeadBody));
        Assert.Equal([RecordFields.Title, RecordFields.Year], record.Confirmed.Order());
    }

    [Fact]
    public void An_edit_while_the_index_is_written_is_not_lost()
    {
        var id = temporary.Searchable();
        Catalogue.Edit(id, new RecordChange { Title = "First" }, "ada");
        var job = Assert.Single(Catalogue.TakeJobs(JobStage.Index, 5));
        var written = Catalogue.FindForIndex(id)!.Revision;
        Catalogue.Edit(id, new RecordChange { Title = "Second" }, "ada");
        Catalogue.IndexingDone([(job.DocumentId, written)]);

        Assert.Single(Catalogue.TakeJobs(JobStage.Index, 5));
        Assert.Equal("Second", Catalogue.FindForIndex(id)!.Title);
    }

    [Fact]
    public void Two_people_editing_the_same_record_do_not_overwrite_each_other_unseen()
    {
        var id = temporary.Searchable();
        var seen = Catalogue.Find(id, DocumentVisibility.Public)!.Revision;
        Catalogue.Edit(id, new RecordChange { Title = "Ada's" }, "ada", seen);
        var fault = Assert.Throws<CatalogueException>(() => Catalogue.Edit(id, new RecordChange { Title = "Bob's" }, "bob", seen));
        Assert.Equal(CatalogueFault.Conflict, fault.Fault);
    }

    [Fact]
    public void A_withdrawn_document_leaves_a_tombstone_and_its_own_children_go_with_it()
    {
        var id = temporary.Searchable();
        var child = temporary.Searchable(parent: id);
        Catalogue.Withdraw(id, "ada", "Superseded");

        Assert.Null(Catalogue.Find(id, DocumentVisibility.Draft));
        Assert.Null(Catalogue.Find(child, DocumentVisibility.Draft));
        Assert.Equal("Superseded", Catalogue.FindTombstone(id, DocumentVisibility.Public)!.Why);
        Assert.Equal(2, Catalogue.QueueNumbers().ToIndex);
        temporary.Index();
        Assert.Equal(CatalogueFault.Withdrawn, Assert.Throws<CatalogueException>(() => Catalogue.Edit(id, new RecordChange { Title = "x" }, "ada")).Fault);
        Assert.Equal(CatalogueFault.Withdrawn, Assert.Throws<CatalogueException>(() => Catalogue.Withdraw(id, "ada")).Fault);

        Catalogue.Reinstate(id, "ada");
        temporary.Index();
        Assert.NotNull(Catalogue.Find(id, DocumentVisibility.Public));
    }

    [Fact]
    public void A_person_overtakes_a_bulk_load()
    {
        var bulk = Catalogue.Receive(temporary.File()).Id;
        var person = Catalogue.Receive(temporary.File() with { Priority = JobPriority.Person }).Id;
        Assert.Equal([person, bulk], Catalogue.TakeJobs(JobStage.Read, 2).Select(j => j.DocumentId));
    }

    [Fact]
    public void A_failed_reading_is_tried_again_when_due_then_parked_with_its_reason()
    {
        var clock = new ManualClock();
        using var other = new TemporaryCatalogue(clock);
        var catalogue = other.Catalogue;
        var id = catalogue.Receive(other.File()).Id;
        catalogue.TakeJobs(JobStage.Read, 1);
        var failure = new Reading { Result = DocumentState.Failed, Outcome = "crashed", Reason = "The reader died.", TryAgain = clock.GetUtcNow().AddMinutes(1) };
        catalogue.RecordReading(id, failure);

        Assert.Empty(catalogue.TakeJobs(JobStage.Read, 1));
        Assert.Equal(clock.GetUtcNow().AddMinutes(1), catalogue.NextDue(JobStage.Read));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, Assert.Single(catalogue.TakeJobs(JobStage.Read, 1)).Attempts);

        catalogue.RecordReading(id, failure with { TryAgain = null });
        clock.Advance(TimeSpan.FromDays(9));
        Assert.Empty(catalogue.TakeJobs(JobStage.Read, 1));
        var entry = Assert.Single(catalogue.Unfinished(DocumentVisibility.Draft));
        Assert.Equal((JobState.Parked, "The reader died.", "piano.pdf"), (entry.Job, entry.Reason, entry.FileName));
        Assert.Empty(catalogue.Unfinished(DocumentVisibility.Public));

        Assert.Equal(1, catalogue.ReadAgain([id]));
        Assert.Equal(1, Assert.Single(catalogue.TakeJobs(JobStage.Read, 1)).Attempts);
    }

    [Fact]
    public void A_searchable_document_stays_searchable_when_a_later_reading_fails()
    {
        var id = temporary.Searchable();
        Catalogue.ReadAgain([id]);
        Catalogue.TakeJobs(JobStage.Read, 1);
        temporary.Read(id, result: DocumentState.Failed, outcome: "crashed");
        var record = Catalogue.Find(id, DocumentVisibility.Public)!;
        Assert.Equal((DocumentState.Indexed, "ok"), (record.State, record.Outcome));
    }

    [Fact]
    public void Jobs_that_ran_when_the_program_ended_wait_again()
    {
        Catalogue.Receive(temporary.File());
        Catalogue.TakeJobs(JobStage.Read, 1);
        temporary.Reopen();
        Catalogue.RecoverJobs();
        Assert.Equal(2, Assert.Single(Catalogue.TakeJobs(JobStage.Read, 1)).Attempts);
    }

    [Fact]
    public void An_erased_document_leaves_no_byte_in_the_database_files()
    {
        const string phrase = "Xylophonkonzert im Rathaus";
        var id = temporary.Searchable(new RecordChange { Title = phrase, Places = new[] { new Place("xyzzyville", "Xyzzyville", "") } });
        var plan = Assert.Single(Catalogue.PlanErasure(id));
        Catalogue.Erase([id]);
        Catalogue.Compact();

        Assert.Equal((id, ""), Catalogue.FindTombstone(id, DocumentVisibility.Public) is { } t ? (t.Id, t.Title) : default);
        Assert.Null(Catalogue.FindByHash(plan.Sha256[0]));
        foreach (var file in Directory.GetFiles(temporary.Folder))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var text = reader.ReadToEnd();
            Assert.DoesNotContain(phrase, text, StringComparison.Ordinal);
            Assert.DoesNotContain("xyzzyville", text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
