namespace KnowledgeBase.Catalogue.Tests;

public class Counting
{
    [Fact]
    public void Pages_bytes_states_and_jobs_are_counted_each_where_it_belongs()
    {
        using var temporary = new TemporaryCatalogue();
        var catalogue = temporary.Catalogue;
        Assert.True(catalogue.IsEmpty);
        Assert.Equal(new ArchiveNumbers(0, 0, 0, 0, 0, 0), catalogue.Numbers(DocumentVisibility.Draft));

        Taken(new PageRun(1, 3, PageState.Text, "it", 900, null, ""), new PageRun(4, 5, PageState.Ocr, "it", 90, 0.9, ""), new PageRun(6, 6, PageState.Failed, "und", 0, null, ""));
        Taken(new PageRun(1, 2, PageState.Empty, "und", 0, null, ""));
        var draft = temporary.Searchable(visibility: DocumentVisibility.Draft);
        Assert.False(catalogue.IsEmpty);
        Assert.Equal(new ArchiveNumbers(2, 8, 2, 3, 2, 200), catalogue.Numbers(DocumentVisibility.Public));
        Assert.Equal(new ArchiveNumbers(3, 12, 2, 4, 2, 300), catalogue.Numbers(DocumentVisibility.Draft));

        var waiting = catalogue.Receive(temporary.File()).Id;
        var failing = catalogue.Receive(temporary.File()).Id;
        var parked = catalogue.Receive(temporary.File()).Id;
        catalogue.Postpone(failing, JobStage.Read, "Later.", DateTimeOffset.UtcNow.AddDays(1));
        catalogue.Park(parked, JobStage.Read, "Cancelled.");
        catalogue.IndexAgain([draft]);
        Assert.Equal(new QueueNumbers(1, 0, 1, 1, 1), catalogue.QueueNumbers());
        Assert.Equal(waiting, Assert.Single(catalogue.TakeJobs(JobStage.Read, 1)).DocumentId);
        Assert.Single(catalogue.TakeJobs(JobStage.Index, 1));
        Assert.Equal(new QueueNumbers(0, 1, 1, 1, 1), catalogue.QueueNumbers());
        Assert.Equal(
            new Dictionary<DocumentState, long> { [DocumentState.Indexed] = 3, [DocumentState.Received] = 2, [DocumentState.Failed] = 1 },
            catalogue.CountByState());
        catalogue.RecoverJobs();
        Assert.Equal(new QueueNumbers(1, 0, 1, 1, 1), catalogue.QueueNumbers());

        void Taken(params PageRun[] pages)
        {
            var id = catalogue.Receive(temporary.File()).Id;
            catalogue.RecordReading(id, new Reading { Result = DocumentState.Indexed, Outcome = "ok", Format = "pdf", MediaType = "application/pdf", HasPages = true, Pages = pages });
            temporary.Index();
        }
    }
}
