using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion.Stores;
using KnowledgeBase.Search;

namespace KnowledgeBase.Ingestion.Tests;

public class TheWayOfADocument
{
    private const string Italian = "Il piano strategico della città riguarda la mobilità, le piazze e il trasporto pubblico dei cittadini.";
    private const string French = "Le plan de la ville concerne les transports publics, les places et les habitants de nos quartiers.";

    [Fact]
    public async Task A_file_is_safe_then_searchable_with_its_languages_and_page_account()
    {
        await using var archive = await Archive.StartAsync();
        var status = await archive.IngestAsync($"title: Piano strategico\n{Italian}\f{Italian} Altro.\f \f{French}", "piano.txt");

        Assert.Equal((DocumentStatus.Indexed, "Piano strategico", "txt", "it", 4), (status.Status, status.Title, status.Format, status.Language, status.Pages));
        Assert.Equal([status.Id], archive.Found("piazze"));
        var record = archive.Catalogue.Find(status.Id, DocumentVisibility.Public)!;
        Assert.Equal(["it", "fr"], record.Languages);
        Assert.Equal(new PageTotals(4, 3, 0, 1, 0, null, status.Characters), record.Pages);
        Assert.Equal([(1, 2, "it"), (3, 3, "und"), (4, 4, "fr")], archive.Catalogue.PageAccount(status.Id).Select(r => (r.First, r.Last, r.Language)));
        Assert.Equal("plain 1", record.Tool);
        Assert.Empty(await archive.Service.CheckAsync(hashes: true));
    }

    [Fact]
    public async Task A_single_upload_waits_for_nothing_but_the_work()
    {
        // The clock stands still: nothing waits for company or for a timer.
        await using var archive = await Archive.StartAsync(clock: new ManualClock());
        var status = await archive.IngestAsync("Tramway");
        Assert.Equal([status.Id], archive.Found("tramway"));
    }

    [Fact]
    public async Task The_same_file_twice_is_one_document_with_two_sources()
    {
        await using var archive = await Archive.StartAsync();
        var first = await archive.IngestAsync(Italian, "a.txt");
        var second = await archive.ReceiveAsync(Italian, "b.txt");
        Assert.Equal((DocumentStatus.Duplicate, first.Id), (second.Status, second.Id));
        await archive.Service.WaitAsync([first.Id]);
        Assert.Equal(["a.txt", "b.txt"], archive.Catalogue.Find(first.Id, DocumentVisibility.Public)!.Files[0].Sources.Select(s => s.Name));
        Assert.Single(archive.Service.Originals.All());
        Assert.Equal(1, archive.Extractor.Reads);
    }

    [Theory]
    [InlineData("Encrypted", DocumentStatus.Refused)]
    [InlineData("Unsupported", DocumentStatus.Refused)]
    [InlineData("TooBig", DocumentStatus.Refused)]
    [InlineData("NeedsPart", DocumentStatus.Waiting)]
    [InlineData("Corrupt", DocumentStatus.Failed)]
    [InlineData("TimedOut", DocumentStatus.Failed)]
    [InlineData("Crashed", DocumentStatus.Failed)]
    public async Task Each_ending_has_its_status_and_reason_and_the_original_is_kept(string outcome, string status)
    {
        await using var archive = await Archive.StartAsync();
        var found = await archive.IngestAsync($"outcome: {outcome}");
        Assert.Equal((status, $"It says {outcome}."), (found.Status, found.Reason));
        Assert.Null(archive.Catalogue.Find(found.Id, DocumentVisibility.Public));
        Assert.Single(archive.Service.Originals.All());
        Assert.Empty(await archive.Service.CheckAsync(hashes: true));
    }

    [Fact]
    public async Task A_reading_that_fails_is_tried_again_after_growing_waits_then_parked_and_a_person_can_ask_again()
    {
        var clock = new ManualClock();
        await using var archive = await Archive.StartAsync(clock: clock);
        var failed = await archive.IngestAsync("outcome: Crashed");
        foreach (var (retry, wait) in new IngestionOptions().Retries.Index())
        {
            clock.Advance(wait - TimeSpan.FromSeconds(1));
            Assert.Equal(retry + 1, archive.Extractor.Reads);
            await Archive.UntilAsync(() =>
            {
                clock.Advance(TimeSpan.FromSeconds(2));
                return archive.Extractor.Reads == retry + 2;
            });
        }

        await Archive.UntilAsync(() => archive.Catalogue.QueueNumbers().Parked == 1);
        clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal((JobState.Parked, "It says Crashed."), Assert.Single(archive.Catalogue.Unfinished(DocumentVisibility.Draft)) is var e ? (e.Job, e.Reason) : default);
        archive.Service.Retry(failed.Id);
        await Archive.UntilAsync(() => archive.Extractor.Reads == 4);
    }

    [Fact]
    public async Task What_waited_for_a_part_is_read_when_the_part_is_there()
    {
        await using var archive = await Archive.StartAsync();
        await archive.IngestAsync("outcome: NeedsPart");
        Assert.Equal(0, archive.Service.PartInstalled("ocr"));
        Assert.Equal(1, archive.Service.PartInstalled("office"));
        await Archive.UntilAsync(() => archive.Extractor.Reads == 2);
    }

    [Fact]
    public async Task What_failed_once_and_is_read_by_itself_later_is_searchable()
    {
        var clock = new ManualClock();
        await using var archive = await Archive.StartAsync(clock: clock);
        archive.Extractor.FailOnce = "Trams";
        var id = (await archive.IngestAsync("Trams")).Id;
        Assert.Equal(DocumentStatus.Failed, archive.Service.StatusOf(id)!.Status);
        await Archive.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            return archive.Found("trams").Count == 1;
        });
        await Archive.UntilAsync(() => archive.Service.StatusOf(id)!.Status == DocumentStatus.Indexed);
    }

    [Fact]
    public async Task A_part_that_is_installed_later_is_noticed_without_being_told()
    {
        var clock = new ManualClock();
        await using var archive = await Archive.StartAsync(clock: clock);
        var receipt = await archive.ReceiveAsync("outcome: NeedsPart\nTrams");
        await Archive.UntilAsync(() => archive.Service.StatusOf(receipt.Id!)!.Status == DocumentStatus.Waiting);
        archive.Extractor.Parts.Add("office");
        await Archive.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            return archive.Found("trams").Count == 1;
        });
        Assert.Equal(2, archive.Extractor.Reads);
    }

    [Fact]
    public async Task Reading_again_without_naming_documents_takes_only_those_that_would_change()
    {
        await using var archive = await Archive.StartAsync();
        await archive.IngestAsync("Trams");
        Assert.Equal(0, archive.Service.Reextract());
        archive.Extractor.Tool = "plain 2";
        await archive.IngestAsync("Buses");
        Assert.Equal(1, archive.Service.Reextract());
        await Archive.UntilAsync(() => archive.Catalogue.QueueNumbers() is { ToRead: 0, Reading: 0, ToIndex: 0 });
        Assert.Equal(3, archive.Extractor.Reads);
        Assert.Equal(0, archive.Service.Reextract());
    }

    [Fact]
    public async Task All_that_comes_out_of_a_file_and_of_files_in_it_is_bounded_with_a_note()
    {
        await using var archive = await Archive.StartAsync(options: new IngestionOptions { MostInside = 2 });
        await archive.IngestAsync("Outer\nchild: one.txt Middle\\nchild: two.txt Second\\nchild: three.txt Third");
        await archive.SettledAsync(3);
        var middle = archive.Catalogue.Find(Assert.Single(archive.Found("middle")), DocumentVisibility.Public)!;
        Assert.Contains("1 of the 2 files inside were left out", Assert.Single(middle.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_inside_a_file_become_documents_with_their_path_and_hidden_ones_drafts()
    {
        await using var archive = await Archive.StartAsync();
        var parent = await archive.IngestAsync("An archive\nchild: folder/inner.txt Trams inside\nchild: .attached.txt Budget unseen");
        await archive.SettledAsync(3);

        var children = archive.Catalogue.Children(parent.Id, DocumentVisibility.Draft);
        Assert.Equal([".attached.txt", "folder/inner.txt"], children.Select(c => c.Path).Order(StringComparer.Ordinal));
        var inner = archive.Catalogue.Find(Assert.Single(archive.Found("trams")), DocumentVisibility.Public)!;
        Assert.Equal((parent.Id, "folder/inner.txt"), (inner.ParentId, inner.PathInParent));
        Assert.Empty(archive.Found("budget", Reader.Registered));
        Assert.Equal("folder/inner.txt", Assert.Single(archive.Catalogue.Children(parent.Id, DocumentVisibility.Public)).Path);
    }

    [Fact]
    public async Task Files_nested_deeper_than_allowed_are_left_out_with_a_note()
    {
        await using var archive = await Archive.StartAsync(options: new IngestionOptions { MostNesting = 1 });
        await archive.IngestAsync("Outer\nchild: one.txt Middle\\nchild: two.txt Innermost");
        await archive.SettledAsync(2);
        var middle = archive.Catalogue.Find(Assert.Single(archive.Found("middle")), DocumentVisibility.Public)!;
        Assert.Contains("left out", Assert.Single(middle.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_confirmed_survives_reading_again()
    {
        await using var archive = await Archive.StartAsync();
        var id = (await archive.IngestAsync("title: From the file\nTrams", metadata: new RecordChange { Year = 2001 })).Id;
        archive.Catalogue.Edit(id, new RecordChange { Title = "Confirmed" }, "ada");
        Assert.Equal(1, archive.Service.Reextract([id]));
        await Archive.UntilAsync(() => archive.Extractor.Reads == 2 && archive.Catalogue.QueueNumbers() is { ToRead: 0, Reading: 0, ToIndex: 0 });
        var record = archive.Catalogue.Find(id, DocumentVisibility.Public)!;
        Assert.Equal(("Confirmed", 2001), (record.Title, record.Year));
        Assert.Equal("Confirmed", archive.Index.Search(new SearchRequest { Query = "trams" }).Hits[0].Title);
    }

    [Fact]
    public async Task A_change_of_visibility_and_a_withdrawal_reach_the_index()
    {
        await using var archive = await Archive.StartAsync();
        var id = (await archive.IngestAsync("Trams")).Id;
        archive.Catalogue.Edit(id, new RecordChange { Visibility = DocumentVisibility.Draft }, "ada");
        archive.Service.Wake();
        await Archive.UntilAsync(() => archive.Found("trams").Count == 0);
        Assert.Equal([id], archive.Found("trams", Reader.Curator));
        archive.Catalogue.Withdraw(id, "ada");
        archive.Service.Wake();
        await Archive.UntilAsync(() => archive.Found("trams", Reader.Curator).Count == 0);
        Assert.Equal(DocumentStatus.Withdrawn, archive.Service.StatusOf(id)!.Status);
        Assert.Equal(DocumentStatus.Refused, (await archive.ReceiveAsync("Trams")).Status);
    }

    [Fact]
    public async Task A_person_overtakes_a_bulk_load_and_pausing_holds_everything()
    {
        await using var archive = await Archive.StartAsync(options: new IngestionOptions { Readers = 1 });
        var order = new List<string>();
        archive.Extractor.Before = (_, request, _) =>
        {
            lock (order)
            {
                order.Add(request.OriginalName);
            }

            return Task.CompletedTask;
        };
        archive.Service.Pause();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await archive.ReceiveAsync($"bulk {i}", "bulk.txt", priority: JobPriority.Bulk)).Id!);
        }

        ids.Add((await archive.ReceiveAsync("mine", "mine.txt")).Id!);
        Assert.Equal(6, archive.Service.Progress().Queue.ToRead);
        Assert.True(archive.Service.Progress().Paused);
        Assert.Empty(order);
        archive.Service.Resume();
        await archive.Service.WaitAsync(ids).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("mine.txt", order.Take(2));
    }

    [Fact]
    public async Task An_index_that_fails_once_costs_time_and_no_document()
    {
        var index = new FailingIndex { CommitsToFail = 1 };
        var clock = new ManualClock();
        await using var archive = await Archive.StartAsync(clock: clock, index: index);
        var receipt = await archive.ReceiveAsync("Trams");
        await Archive.UntilAsync(() => index.CommitsToFail == 0 && archive.Service.Progress().Trouble.Length > 0);
        Assert.Equal(DocumentStatus.Received, archive.Service.StatusOf(receipt.Id!)!.Status);
        Assert.Equal("No space left.", archive.Service.Progress().Trouble);
        await Archive.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            return archive.Found("trams").Count == 1;
        });
        await archive.Service.WaitAsync([receipt.Id!]).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(DocumentStatus.Indexed, archive.Service.StatusOf(receipt.Id!)!.Status);
    }

    [Fact]
    public async Task An_index_that_fails_for_long_gives_no_document_up()
    {
        var index = new FailingIndex { PutsToFail = 40 };
        var clock = new ManualClock();
        await using var archive = await Archive.StartAsync(clock: clock, index: index);
        var one = await archive.ReceiveAsync("Trams on squares");
        var two = await archive.ReceiveAsync("Trams on bridges");
        await Archive.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            return archive.Found("trams").Count == 2;
        });
        Assert.Equal(0, index.PutsToFail);
        Assert.All(new[] { one, two }, r => Assert.Contains(archive.Service.StatusOf(r.Id!)!.Status, new[] { DocumentStatus.Indexed, DocumentStatus.Received }));
    }

    [Fact]
    public async Task What_comes_while_the_index_is_made_anew_waits_for_it_however_long()
    {
        var ready = new TaskCompletionSource();
        var index = new FailingIndex { NeedsRebuild = true, RebuildsToFail = 1, MayRebuild = ready.Task };
        var clock = new ManualClock();
        await using var archive = await Archive.StartAsync(clock: clock, index: index);
        var id = (await archive.ReceiveAsync("Trams")).Id!;
        await Archive.UntilAsync(() => archive.Catalogue.QueueNumbers().ToIndex == 1);
        for (var i = 0; i < 50; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        Assert.Equal(DocumentStatus.Received, archive.Service.StatusOf(id)!.Status);
        ready.SetResult();
        await Archive.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            return archive.Found("trams").Count == 1;
        });
        await archive.Service.Rebuilding.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(await archive.Service.CheckAsync(hashes: false));
    }

    [Fact]
    public async Task A_file_over_the_limit_or_empty_is_refused_and_leaves_nothing()
    {
        await using var archive = await Archive.StartAsync(options: new IngestionOptions { MostBytes = 1 << 20 });
        var big = await archive.ReceiveAsync(new string('x', (1 << 20) + 1));
        var empty = await archive.ReceiveAsync("");
        Assert.Equal((null, DocumentStatus.Refused), (big.Id, big.Status));
        Assert.Contains("1 MiB", big.Reason, StringComparison.Ordinal);
        Assert.Equal(DocumentStatus.Refused, empty.Status);
        Assert.Empty(archive.Service.Originals.All());
        Assert.Empty(archive.Catalogue.AllIds());
    }

    [Fact]
    public async Task Nearly_the_same_text_in_another_file_is_linked_not_merged()
    {
        await using var archive = await Archive.StartAsync();
        var text = string.Join(' ', Enumerable.Range(0, 400).Select(i => $"word{i * 7919 % 1000}"));
        var one = await archive.IngestAsync(text);
        var two = await archive.IngestAsync(text.ToUpperInvariant().Replace(" ", "\n", StringComparison.Ordinal) + "!");
        await archive.IngestAsync(string.Join(' ', Enumerable.Range(0, 400).Select(i => $"other{i * 104729 % 1000}")));
        Assert.Equal(two.Id, Assert.Single(archive.Catalogue.NearDuplicates(one.Id, DocumentVisibility.Public)).Id);
    }
}
