using System.Runtime.InteropServices;
using KnowledgeBase.Engine.Storage;
using System.Diagnostics;
using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Search.Tests;

/// <summary>What only the embedded index promises: languages, pages, bounds, durability.</summary>
public sealed class EmbeddedIndexTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("kb-search-").FullName;

    private string Folder => Path.Combine(_root, "lucene");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private EmbeddedSearchIndex With(params IndexedDocument[] documents)
    {
        var index = EmbeddedSearchIndex.Open(Folder);
        Array.ForEach(documents, index.Put);
        index.Commit();
        return index;
    }

    private static IndexedDocument In(string language, string id, params string[] pages)
    {
        var document = Sample.Document(id, pages);
        return document with { Language = language, Pages = [.. document.Pages.Select(p => p with { Language = language })] };
    }

    [Theory]
    [InlineData("cycle path", "en")]
    [InlineData("pistes cyclables", "fr")]
    [InlineData("piste cyclable", "fr")]
    [InlineData("pista ciclabile", "it")]
    [InlineData("Radweg", "de")]
    [InlineData("carril bici", "es")]
    [InlineData("велосипедная дорожка", "ru")]
    [InlineData("自行车道", "zh")]
    [InlineData("自転車", "ja")]
    [InlineData("จักรยาน", "th")]
    public void The_same_matter_is_found_in_each_language(string query, string first)
    {
        using var index = With(
            In("en", "en", "The city plans new cycle paths along the harbour and safe crossings for children."),
            In("fr", "fr", "La ville prévoit des pistes cyclables le long du port et des traversées sûres."),
            In("it", "it", "Il comune prevede nuove piste ciclabili lungo il porto e attraversamenti sicuri."),
            In("de", "de", "Die Stadt plant neue Radwege am Hafen und sichere Übergänge für Kinder."),
            In("es", "es", "El ayuntamiento prevé nuevos carriles bici junto al puerto y cruces seguros."),
            In("ru", "ru", "Город планирует новые велосипедные дорожки вдоль порта и безопасные переходы."),
            In("zh", "zh", "城市计划在港口沿线修建新的自行车道和安全的过街设施。"),
            In("ja", "ja", "市は港に沿って自転車の道と安全な横断歩道を計画している。"),
            In("th", "th", "เมืองวางแผนสร้างทางจักรยานใหม่ตามท่าเรือ"));

        Assert.Equal(first, index.Search(new SearchRequest { Query = query }).Hits[0].Id);
    }

    [Fact]
    public void Pieces_of_words_find_what_no_stem_joins()
    {
        using var index = With(
            In("de", "abriss", "Der Abriss des alten Gebäudes am Hafen soll im Herbst beginnen."),
            In("de", "haushalt", "Der Haushalt der Stadt wird im Herbst vom Rat beschlossen."));

        var result = index.Search(new SearchRequest { Query = "Gebäudeabriss" });

        Assert.Equal("abriss", Assert.Single(result.Hits).Id);
        Assert.False(result.Hits[0].HoldsAllWords);
        Assert.Equal(0, result.Total);
    }

    [Fact]
    public void Pieces_of_words_find_nothing_for_what_is_no_word_here()
    {
        using var index = With(In("en", "en", "The city plans new cycle paths along the harbour and safe crossings for children."));

        Assert.Empty(index.Search(new SearchRequest { Query = "xylophonic quagmires" }).Hits);
    }

    [Fact]
    public void Typed_exactly_ranks_above_inflected()
    {
        using var index = With(In("en", "inflected", "A plan for many markets of the town."), In("en", "exact", "A plan for the market of the town."));

        Assert.Equal(["exact", "inflected"], index.Search(new SearchRequest { Query = "market" }).Hits.Select(h => h.Id));
        Assert.Equal(["inflected", "exact"], index.Search(new SearchRequest { Query = "markets" }).Hits.Select(h => h.Id));
    }

    [Fact]
    public void The_page_that_answers_comes_first()
    {
        var pages = Enumerable.Range(1, 60).Select(i => $"Chapter {i} speaks of budgets and of water in general terms, page after page.").ToArray();
        pages[41] = "Rainwater from the roofs of the depot is kept in tanks and waters the park.";
        using var index = With(In("en", "report", pages), In("en", "note", "A short note on parks."));

        var hit = index.Search(new SearchRequest { Query = "rainwater roofs tanks" }).Hits[0];

        Assert.Equal("report", hit.Id);
        Assert.Equal(42, hit.Snippets[0].Page);
        Assert.Contains(hit.Snippets[0].Pieces, p => p is { Matched: true, Text: "Rainwater" });
    }

    [Fact]
    public void A_slip_of_a_finger_is_noticed_and_a_right_word_is_not_touched()
    {
        using var index = With(In("en", "a", "The municipality restores the aqueduct."));

        Assert.Equal("aqueduct restores", index.Search(new SearchRequest { Query = "aquedict restores" }).Suggestion);
        Assert.Null(index.Search(new SearchRequest { Query = "aqueduct" }).Suggestion);
    }

    [Fact]
    public void What_was_committed_is_there_when_the_index_is_opened_again()
    {
        With(In("en", "a", "kept words")).Dispose();
        using (var index = EmbeddedSearchIndex.Open(Folder))
        {
            Assert.False(index.NeedsRebuild);
            index.Put(In("en", "b", "lost words"));
        }

        using var again = EmbeddedSearchIndex.Open(Folder);
        Assert.Equal("a", Assert.Single(again.Search(new SearchRequest { Query = "words" }).Hits).Id);
    }

    [Fact]
    public void An_index_whose_disk_was_full_goes_on_from_its_last_commit_once_there_is_room()
    {
        var disk = new FillingDisk();
        using var index = EmbeddedSearchIndex.Open(Folder, calls: disk);
        index.Put(In("en", "a", "kept words"));
        index.Commit();
        disk.IsFull = true;
        Assert.Throws<IOException>(() =>
        {
            index.Put(In("en", "b", "lost words"));
            index.Commit();
        });
        Assert.True(index.HasFailed);
        Assert.Equal("a", Assert.Single(index.Search(new SearchRequest { Query = "words" }).Hits).Id);
        Assert.Throws<IOException>(() => index.Remove("a"));

        disk.IsFull = false;
        index.Reopen();
        Assert.False(index.HasFailed || index.NeedsRebuild);
        Assert.Equal(["a"], index.Ids().Keys);
        index.Put(In("en", "c", "new words"));
        index.Commit();
        Assert.Equal(["a", "c"], index.Ids().Keys.Order());
    }

    private sealed class FillingDisk : FileCalls
    {
        private const int NoSpaceLeft = 28;

        public bool IsFull { get; set; }

        public override nint Write(int fd, ReadOnlySpan<byte> bytes)
        {
            if (!IsFull)
            {
                return base.Write(fd, bytes);
            }

            Marshal.SetLastPInvokeError(NoSpaceLeft);
            return -1;
        }
    }

    [Theory]
    [InlineData("*.doc", true)]
    [InlineData("*.fdt", true)]
    [InlineData("*.si", true)]
    [InlineData("segments_*", true)]
    [InlineData("*.tim", false)]
    public void A_damaged_index_answers_nothing_wrong_and_asks_to_be_rebuilt(string file, bool flipped)
    {
        With(In("en", "a", "kept words"), In("en", "b", "other words")).Dispose();
        var damaged = Directory.GetFiles(Folder, file)[0];
        if (flipped)
        {
            var bytes = File.ReadAllBytes(damaged);
            bytes[bytes.Length / 2] ^= 16;
            File.WriteAllBytes(damaged, bytes);
        }
        else
        {
            File.Delete(damaged);
        }

        using (var index = EmbeddedSearchIndex.Open(Folder))
        {
            Assert.True(index.NeedsRebuild);
            Assert.Empty(index.Search(new SearchRequest { Query = "words" }).Hits);
            index.ReplaceAll([In("en", "a", "kept words")]);
            Assert.False(index.NeedsRebuild);
        }

        using var again = EmbeddedSearchIndex.Open(Folder);
        Assert.Equal("a", Assert.Single(again.Search(new SearchRequest { Query = "words" }).Hits).Id);
    }

    [Fact]
    public async Task A_search_that_began_before_a_rebuild_ends_well()
    {
        using var index = With([.. Enumerable.Range(0, 50).Select(i => In("en", $"d{i}", "common words on every page"))]);
        using var stop = new CancellationTokenSource();
        var searching = Task.Run(() =>
        {
            var found = 0;
            while (!stop.IsCancellationRequested)
            {
                found = index.Search(new SearchRequest { Query = "common words" }).Hits.Count;
                Assert.NotEqual(0, found);
            }
        });

        for (var i = 0; i < 3; i++)
        {
            index.ReplaceAll(Enumerable.Range(0, 20).Select(d => In("en", $"n{d}", "common words again")));
        }

        await stop.CancelAsync();
        await searching.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(20, index.Ids().Count);
    }

    [Theory]
    [InlineData("*a*")]
    [InlineData("*")]
    [InlineData("a* b* c* d* e* f* g*")]
    [InlineData("aaaaaaa~ bbbbbbb~ ccccccc~")]
    [InlineData("\"w1 w2 w3\"~100")]
    public void A_costly_query_is_bounded_in_time(string query)
    {
        using var index = With([.. Enumerable.Range(0, 200).Select(i =>
            In("en", $"d{i}", string.Join(' ', Enumerable.Range(0, 200).Select(w => $"w{(w * 7) + i} a{w + (i * 31)}"))))]);
        var clock = Stopwatch.StartNew();

        Assert.NotNull(index.Search(new SearchRequest { Query = query }));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
    }

    [Fact]
    public void A_pattern_for_thousands_of_words_says_that_it_was_cut()
    {
        using var index = With(In("en", "a", string.Join(' ', Enumerable.Range(0, 3000).Select(w => $"w{w}"))));

        Assert.NotEmpty(index.Search(new SearchRequest { Query = "w*" }).Notices);
    }
}
