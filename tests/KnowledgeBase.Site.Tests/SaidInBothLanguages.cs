using System.Text.RegularExpressions;
using KnowledgeBase.Search;
using KnowledgeBase.Web.Words;

namespace KnowledgeBase.Site.Tests;

/// <summary>Why a document was found, or not read, and how a search was bounded: said in the language of the page.</summary>
public partial class SaidInBothLanguages
{
    private static readonly string[] Sources =
    [
        "KnowledgeBase.Extraction.Worker", "KnowledgeBase.Extraction", "KnowledgeBase.Ingestion/DocumentReader.cs", "KnowledgeBase.Ingestion/Receiver.cs",
        "KnowledgeBase.Ingestion/Stores/OriginalStore.cs", "KnowledgeBase.Ingestion/IngestionService.cs", "KnowledgeBase.Web/Documents/UploadDesk.cs",
    ];

    private readonly Wording _italian = Wording.For("it");

    [Theory]
    [InlineData("The document is protected by a password.", "Il documento è protetto da password.")]
    [InlineData("3 of 12 pages could not be read: 2, 5, 7.", "Pagine non leggibili: 3 su 12 (2, 5, 7).")]
    [InlineData("It lies beyond the first 20,000,000 characters, which are all that is kept of a document.", "È oltre i primi 20.000.000 caratteri, cioè tutto ciò che si conserva di un documento.")]
    [InlineData("letters/plan.zip was left out: The file is empty.", "letters/plan.zip non è stato preso: Il file è vuoto.")]
    [InlineData("Only the first 40 of the 60 pages without a text layer were read by OCR: OCR ends after 10 minutes.",
        "Con l’OCR sono state lette solo le prime 40 delle 60 pagine senza testo leggibile: l’OCR finisce dopo 10 minuti.")]
    [InlineData("No space left on device : '/x'", "No space left on device : '/x'")]
    [InlineData("{0} was left out: {1}", "{0} non è stato preso: {1}")]
    [InlineData("", "")]
    public void A_reason_is_said_with_its_numbers_and_names(string kept, string said)
    {
        Assert.Equal(said, ReasonWording.Of(kept, _italian));
        Assert.Equal(kept, ReasonWording.Of(kept, Wording.For("en")));
    }

    [Fact]
    public void Every_reason_that_the_sources_can_give_has_its_translation()
    {
        var given = Sources.SelectMany(Files).SelectMany(File.ReadLines).Where(IsOfReasons)
            .SelectMany(line => Sentence().Matches(line)).Select(m => Hole().Replace(m.Groups[1].Value, "7").Replace("\\\"", "\"", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(given.Count > 60, string.Join('\n', given));
        Assert.DoesNotContain(given, s => ReasonWording.Of(s, _italian) == s);
    }

    [Fact]
    public void Every_bound_of_a_search_has_its_sentence()
    {
        Assert.Equal("“c*” sta per troppe parole: ne sono state cercate 512.", Phrases.Of(new SearchNotice(SearchBound.Pattern, 512, "c*"), _italian));
        Assert.Equal("Only the first 64 words of the query were searched for.", Phrases.Of(new SearchNotice(SearchBound.Words, 64), Wording.For("en")));
        Assert.Equal("Sono stati letti solo i primi 4096 caratteri della domanda.", Phrases.Of(new SearchNotice(SearchBound.Characters, 4096), _italian));
    }

    [Fact]
    public void A_hit_is_explained_in_sentences_of_either_language()
    {
        var why = new HitExplanation(
            [
                new("tram", WordHeld.AsTyped, null, [DocumentPart.Title, DocumentPart.Record, DocumentPart.Text], 6),
                new("turin", WordHeld.Translated, new("Torino", "und"), [DocumentPart.Text], 2),
                new("zinc", WordHeld.Missing, null, [], 0),
            ], Operators: 0.01, Pieces: 0, Pages: 1.99, BestPage: 7, Record: 0);

        Assert.Equal(
            [
                "“tram” as typed, in the title, in the record and in the text: 60 %.", "“turin” by the name “Torino”, in the text: 20 %.", "“zinc” is missing.",
                "What stands between quotes or with an operator: < 1 %.", "Where the words stand together, best on page 7: 20 %.",
            ], HitReasons.Of(why, Wording.For("en")).Select(r => r.Sentence));
        Assert.Equal("“turin” sotto il nome “Torino”, nel testo: 20 %.", HitReasons.Of(why, _italian)[1].Sentence);
        Assert.Equal(7, HitReasons.Of(why, _italian)[^1].Page);
        Assert.Equal("Corrisponde a ciò che hai chiesto; nessuna parola pesa.", Assert.Single(HitReasons.Of(new([], 0, 0, 0, null, 0), _italian)).Sentence);
    }

    private static bool IsOfReasons(string line) => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !Fault().IsMatch(line);

    private static IEnumerable<string> Files(string source)
    {
        var path = Path.Combine(Root(), "src", source);
        return File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith("CageProbe", StringComparison.Ordinal));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "KnowledgeBase.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The project's root is not above the tests.");
        return folder.FullName;
    }

    // Faults of the program, of the protocol and of the disk: they end in the log, or are technical detail within a reason.
    [GeneratedRegex(@"(InvalidData|EndOfStream|InvalidOperation|IO|CageFailed)Exception\(|Console\.|log\.Log")]
    private static partial Regex Fault();

    [GeneratedRegex("\"((?:[A-Z]|\\{)(?:[^\"\\\\]|\\\\\")*? (?:[^\"\\\\]|\\\\\")*\\.)\"")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();
}
