using FsCheck;
using FsCheck.Fluent;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Extraction;
using KnowledgeBase.Ingestion.Describing;
using KnowledgeBase.Ingestion.Stores;

namespace KnowledgeBase.Ingestion.Tests;

public class Describing
{
    [Fact]
    public void A_sidecar_describes_and_a_bad_value_costs_its_field_alone()
    {
        var metadata = Sidecar.Read("""
            { "title": "Trams", "recordType": "case study", "year": 2009, "places": [{"slug":"torino","label":"Turin","country":"IT"}, "München"],
              "themes": ["mobility", "Public space", "astrology"], "languages": ["it"], "leadBody": {"name":"Comune"}, "visibility": "draft", "unknown": 1 }
            """);
        Assert.Equal(("Trams", "case study", 2009, "Comune", "it", DocumentVisibility.Draft),
            (metadata.Change.Title.Value, metadata.Change.RecordType.Value, metadata.Change.Year.Value, metadata.Change.LeadBody.Value, metadata.Change.Language.Value, metadata.Change.Visibility.Value));
        Assert.Equal(["torino", "munchen"], metadata.Change.Places.Value.Select(p => p.Slug));
        Assert.False(metadata.Change.Themes.IsSet);
        Assert.Contains("astrology", Assert.Single(metadata.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cover_of_a_few_odd_words_is_in_the_language_of_its_document()
    {
        var prose = string.Concat(Enumerable.Repeat("The council decided that the new streets should be safe for people who walk and for those who cycle. ", 40));
        Assert.Equal(["en", "en"], Languages("Ontwerp GL En Tr C.C. Chatham", prose, "").Take(2));
    }

    [Fact]
    public void A_chapter_in_another_language_keeps_it()
    {
        var english = string.Concat(Enumerable.Repeat("The council decided that the new streets should be safe for people who walk and for those who cycle. ", 20));
        var italian = string.Concat(Enumerable.Repeat("Il consiglio comunale ha deciso che le nuove strade devono essere sicure per chi cammina e per chi va in bicicletta. ", 20));
        Assert.Equal(["en", "it"], Languages(english, italian));
    }

    [Fact]
    public void Hidden_passages_are_kept_apart_from_the_pages_before_them()
    {
        using var texts = new Texts();
        texts.Keep(draft =>
        {
            var observer = new ReadingObserver(draft);
            observer.Add(new ExtractedPage { Number = 1, Text = "Slides" });
            observer.Add(new HiddenPassage("hidden-slide", "Not shown", 2));
            Assert.Single(observer.Languages(declared: null));
        });
        Assert.Equal(["Slides"], texts.Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"title\": ")]
    [InlineData("{\"year\": \"soon\"}")]
    public void A_broken_sidecar_is_a_sentence(string json) => Assert.Single(Sidecar.Read(json).Problems);

    [Fact]
    public void Folders_are_walked_with_tables_and_sidecars_the_nearer_winning()
    {
        var folder = Directory.CreateTempSubdirectory("kb-folder-").FullName;
        void Write(string name, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllText(Path.Combine(folder, name), text);
        }

        Write("metadata.csv", "file;title;year\r\na.txt;\"Trams; and \"\"squares\"\"\";2001\r\nsub/b.txt;B above;2002\r\n");
        Write("a.txt", "a");
        Write("a.json", "{\"year\": 2009}");
        Write("data.json", "{}");
        Write("sub/b.txt", "b");
        Write("sub/metadata.csv", "file,title\nb.txt,B near\n");
        Write(".hidden", "h");
        File.CreateSymbolicLink(Path.Combine(folder, "link.txt"), "/etc/passwd");

        var found = FolderSource.Walk(folder).ToList();
        Assert.Equal(["a.txt", "data.json", "sub/b.txt"], found.Select(f => f.Name));
        Assert.Equal(("Trams; and \"squares\"", 2009), (found[0].Metadata.Change.Title.Value, found[0].Metadata.Change.Year.Value));
        Assert.Equal("B near", found[2].Metadata.Change.Title.Value);
        Assert.Equal(2009, Assert.Single(FolderSource.Walk(Path.Combine(folder, "a.txt"))).Metadata.Change.Year.Value);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_table_reads_back_what_was_written() => Prop.ForAll<string[]>(cells =>
    {
        var row = cells.Select(c => (c ?? "").Replace("\0", "", StringComparison.Ordinal)).Prepend("x").ToArray();
        using var writer = new StringWriter();
        Csv.Write(writer, ["a", "b"]);
        Csv.Write(writer, row);
        return Csv.Read(writer.ToString()).Last().Select(Csv.Unguard).SequenceEqual(row);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Records_go_out_as_a_table_and_come_back_with_a_persons_corrections()
    {
        await using var archive = await Archive.StartAsync();
        var id = (await archive.IngestAsync("Trams", metadata: new RecordChange { Title = "=Old", Places = new[] { Places.Find("Torino")! } })).Id;
        var table = string.Concat(MetadataTable.Rows(archive.Catalogue));
        var (unchanged, none) = MetadataTable.Import(archive.Catalogue, new StringReader(table), "ada");
        Assert.Equal((0, 0), (unchanged, none.Count));
        var (changed, problems) = MetadataTable.Import(archive.Catalogue, new StringReader(table.Replace("'=Old", "New", StringComparison.Ordinal) + "nobody,x\r\n"), "ada");
        Assert.Equal(1, changed);
        Assert.Single(problems);
        var record = archive.Catalogue.Find(id, DocumentVisibility.Draft)!;
        Assert.Equal("New", record.Title);
        Assert.Equal([RecordFields.Title], record.Confirmed);
    }

    [Fact]
    public async Task Every_field_of_a_record_goes_out_as_a_table_and_as_JSON_and_comes_back()
    {
        var change = new RecordChange
        {
            Title = "Trams", Summary = "Of rails", RecordType = "case study", Authors = new[] { "Ada Rossi", "Bo Lind" }, Year = 2009, Period = "2004/2009",
            LeadBody = "Comune", Places = new[] { Places.Find("Torino")! }, Themes = new[] { "mobility", "public-space" }, Language = "it",
            Rights = "CC BY 4.0", Access = "open", Identifier = "10.1000/1", SourceUrl = "https://example.org/t", Provenance = "By post",
            Submitter = "ada", Collection = "plans", Visibility = DocumentVisibility.Registered,
        };
        var json = Sidecar.Write(change);
        using var fields = System.Text.Json.JsonDocument.Parse(json);
        Assert.Equal(RecordFields.All, fields.RootElement.EnumerateObject().Select(p => p.Name));
        var read = Sidecar.Read(json);
        Assert.Empty(read.Problems);
        Assert.Equal(json, Sidecar.Write(read.Change));

        await using var archive = await Archive.StartAsync();
        await archive.IngestAsync("Trams go by.", metadata: change);
        var rows = Csv.Read(string.Concat(MetadataTable.Rows(archive.Catalogue))).ToList();
        var back = Sidecar.Read(rows[0].Zip(rows[1], KeyValuePair.Create).Skip(2));
        Assert.Empty(back.Problems);
        Assert.Equal(json, Sidecar.Write(back.Change));
    }

    [Theory]
    [InlineData("%PDF-1.7 ...", "pdf")]
    [InlineData("junk before %PDF-1.4", "pdf")]
    [InlineData("PK\u0003\u0004................mimetypeapplication/vnd.oasis.opendocument.textPK", "odt")]
    [InlineData("PK\u0003\u0004", "zip")]
    [InlineData("  <!DOCTYPE html><p>", "html")]
    [InlineData("Plain words", "txt")]
    [InlineData("\u0001\u0002\u0000binary", "")]
    public void A_kind_is_told_by_the_first_bytes(string start, string format) =>
        Assert.Equal(format, FileKind.Of(System.Text.Encoding.Latin1.GetBytes(start)).Format);

    [Fact]
    public void A_text_file_that_lost_a_byte_counts_as_absent()
    {
        using var texts = new Texts();
        texts.Keep(new ExtractedPage { Number = 1, Text = "città \ud83d\ude8b" });
        Assert.Equal(["città \ud83d\ude8b"], texts.Read());
        var bytes = File.ReadAllBytes(texts.Path);
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 0x40;
            File.WriteAllBytes(texts.Path, damaged);
            Assert.Null(texts.Read());
        }
    }

    [Fact]
    public void Pages_of_any_length_come_back_as_they_went_in_also_in_pieces() => Prop.ForAll<(int[] Lengths, PositiveInt Piece)>(input =>
    {
        using var texts = new Texts();
        var pages = input.Lengths.Select((l, i) => new ExtractedPage { Number = (i * 2) + 1, Text = new string((char)('a' + (i % 26)), Math.Abs(l) * 997 % 90_000), Label = "p" + i }).ToList();
        var size = 1 + (input.Piece.Get * 1013 % 40_000);
        texts.Keep([.. pages.SelectMany(p => Enumerable.Range(0, Math.Max(1, (p.Text.Length + size - 1) / size)).Select(i =>
            p with { Text = p.Text.Substring(i * size, Math.Min(size, p.Text.Length - (i * size))) }))]);
        return texts.Read()!.SequenceEqual(pages.Select(p => p.Text));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_kept_can_be_read_while_its_draft_is_still_in_hand()
    {
        using var texts = new Texts();
        using var draft = texts.Begin();
        draft.Add(new ExtractedPage { Number = 1, Text = "Trams" });
        texts.Keep(draft);
        Assert.Equal(["Trams"], texts.Read());
    }

    [Fact]
    public void A_reading_begun_again_forgets_what_came_before()
    {
        using var texts = new Texts();
        texts.Keep(d =>
        {
            d.Add(new ExtractedPage { Number = 1, Text = new string('x', 100_000) });
            d.Restart();
            d.Add(new ExtractedPage { Number = 1, Text = "second" });
        });
        Assert.Equal(["second"], texts.Read());
        Assert.Empty(Directory.EnumerateFiles(System.IO.Path.Combine(texts.Folder, "work"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_copy_with_other_page_breaks_has_the_same_fingerprint()
    {
        var words = string.Join(' ', Enumerable.Range(0, 500).Select(i => $"word{i * 7919 % 311}"));
        var whole = new SimilarityFingerprint();
        whole.Add(words);
        var parted = new SimilarityFingerprint();
        foreach (var page in words.Chunk(97))
        {
            parted.Add(page);
        }

        Assert.NotNull(whole.Value);
        Assert.Equal(whole.Value, parted.Value);
    }

    private static IReadOnlyList<string> Languages(params string[] pages)
    {
        using var texts = new Texts();
        IReadOnlyList<string> found = [];
        texts.Keep(draft =>
        {
            var observer = new ReadingObserver(draft);
            foreach (var (i, text) in pages.Index())
            {
                observer.Add(new ExtractedPage { Number = i + 1, Text = text });
            }

            found = observer.Languages(declared: null);
        });
        return found;
    }

    /// <summary>A store with one text.</summary>
    private sealed class Texts : IDisposable
    {
        private readonly DataDirectory directory;
        private readonly TextStore store;
        private readonly string hash = new('c', 64);

        public Texts()
        {
            Folder = Directory.CreateTempSubdirectory("kb-texts-").FullName;
            directory = DataDirectory.Open(Folder);
            store = new TextStore(directory);
        }

        public string Folder { get; }

        public string Path => store.PathOf(hash);

        public void Keep(params ExtractedPage[] pages) => Keep(draft => Array.ForEach(pages, draft.Add));

        public void Keep(Action<TextDraft> write)
        {
            using var draft = Begin();
            write(draft);
            Keep(draft);
        }

        public TextDraft Begin() => store.Begin();

        public void Keep(TextDraft draft) =>
            store.Keep(hash, draft, new ExtractionResult { Outcome = ExtractionOutcome.Ok }, [.. draft.Pages.Select(_ => "it")]);

        public IReadOnlyList<string>? Read()
        {
            using var text = store.Open(hash);
            return text?.Pages.Select(text.TextOf).ToList();
        }

        public void Dispose()
        {
            directory.Dispose();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
