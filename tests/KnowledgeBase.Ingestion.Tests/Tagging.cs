using System.Diagnostics;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Search;
using KnowledgeBase.Search.Expanding;

namespace KnowledgeBase.Ingestion.Tests;

/// <summary>Documents are tagged with what they are about, when they come and when a vocabulary comes.</summary>
public sealed class Tagging : IDisposable
{
    private const string Trams = "The tram and the bus are public transport. A tram line, a bus lane, public transport at night: the tram wins.";
    private const string Ferries = "A ferry boat crosses the harbour. Ferry boats need a harbour; the harbour needs ferry boats.";

    private readonly string _vocabularies = Directory.CreateTempSubdirectory("kb-vocabularies-").FullName;

    public void Dispose() => Directory.Delete(_vocabularies, recursive: true);

    private ConceptTagger Tagger() => new(Knowledge.Open(_vocabularies, Path.Combine(_vocabularies, "none"), []));

    private void AddVocabulary()
    {
        Directory.CreateDirectory(Path.Combine(_vocabularies, "sea"));
        File.WriteAllText(Path.Combine(_vocabularies, "sea", "labels.tsv"), "id\ten\tit\n7\tferry boat\ttraghetto\n");
    }

    [Fact]
    public async Task A_document_that_comes_is_tagged()
    {
        await using var archive = await Archive.StartAsync(tagger: Tagger());

        var id = (await archive.IngestAsync(Trams)).Id;

        var record = archive.Catalogue.Find(id, DocumentVisibility.Public)!;
        Assert.Equal(["mobility"], record.Themes);
        Assert.Contains(record.Concepts, c => c.Id == "public-transport");
        Assert.Contains(archive.Index.Search(new SearchRequest { Query = "" }).Facets[Facets.Theme], f => f is { Value: "mobility", Count: 1 });
    }

    [Fact]
    public async Task What_somebody_vouches_for_is_never_overwritten()
    {
        await using var archive = await Archive.StartAsync(tagger: Tagger());

        var id = (await archive.IngestAsync(Trams, metadata: new RecordChange { Themes = new[] { "health" } })).Id;
        await archive.Service.TagAgainAsync();

        Assert.Equal(["health"], archive.Catalogue.Find(id, DocumentVisibility.Public)!.Themes);
    }

    [Fact]
    public async Task A_vocabulary_that_comes_later_tags_what_is_there()
    {
        var folder = Directory.CreateTempSubdirectory("kb-ingestion-").FullName;
        string id;
        await using (var archive = await Archive.StartAsync(folder, tagger: Tagger()))
        {
            id = (await archive.IngestAsync(Ferries)).Id;
            await archive.Service.TagAgainAsync();
            Assert.DoesNotContain(archive.Catalogue.Find(id, DocumentVisibility.Public)!.Concepts, c => c.Id == "sea:7");
        }

        AddVocabulary();
        await using (var archive = await Archive.StartAsync(folder, tagger: Tagger()))
        {
            await Archive.UntilAsync(() => archive.Index.Search(new SearchRequest { Query = "" }).Facets[Facets.Concept].Any(f => f.Value == "sea:7"));
            Assert.Contains(archive.Catalogue.Find(id, DocumentVisibility.Public)!.Concepts, c => c == new TaggedConcept("sea:7", "ferry boat"));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_vocabulary_that_comes_while_it_runs_tags_what_is_there_soon()
    {
        await using var archive = await Archive.StartAsync(tagger: Tagger());
        await archive.IngestAsync(Ferries);
        await archive.Service.TagAgainAsync();
        var clock = Stopwatch.StartNew();

        AddVocabulary();

        await Archive.UntilAsync(() => archive.Index.Search(new SearchRequest { Query = "" }).Facets[Facets.Concept].Any(f => f.Value == "sea:7"));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(25), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task A_round_that_was_cut_off_goes_on_where_it_stopped()
    {
        AddVocabulary();
        await using var archive = await Archive.StartAsync(start: false, tagger: Tagger());
        await archive.Service.StartAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await archive.IngestAsync(Ferries + i, $"{i}.txt")).Id);
        }

        await archive.Service.TagAgainAsync();
        ids.Sort(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            archive.Catalogue.Tag(id, new Catalogue.Tagging([], [], []));
        }

        var state = File.ReadAllLines(Path.Combine(archive.Folder, "tagged"))[0];
        File.WriteAllText(Path.Combine(archive.Folder, "tagged"), state + "\n" + ids[0] + "\n");
        await archive.Service.TagAgainAsync();

        Assert.Equal([0, 1, 1], ids.Select(id => archive.Catalogue.Find(id, DocumentVisibility.Public)!.Concepts.Count(c => c.Id == "sea:7")));
    }

    [Fact]
    public async Task Tagging_that_finds_the_same_again_changes_nothing()
    {
        await using var archive = await Archive.StartAsync(tagger: Tagger());
        var id = (await archive.IngestAsync(Trams)).Id;
        await archive.Service.TagAgainAsync();
        var revision = archive.Catalogue.Find(id, DocumentVisibility.Public)!.Revision;
        File.Delete(Path.Combine(archive.Folder, "tagged"));

        await archive.Service.TagAgainAsync();

        Assert.Equal(revision, archive.Catalogue.Find(id, DocumentVisibility.Public)!.Revision);
    }
}
