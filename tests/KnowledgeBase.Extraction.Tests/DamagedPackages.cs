using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>Office files whose parts lie about each other: the library that opens packages fails in ways of its own, and each is damage, no failure of ours.</summary>
[Collection(nameof(Reader))]
public sealed class DamagedPackages(Reader reader)
{
    private const string Officedocument = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml";

    public static TheoryData<string, string, string, string> Lies => new()
    {
        { "two main parts", "_rels/.rels", "</Relationships>", $"<Relationship Id='r7' Type='{Officedocument}/officeDocument' Target='word/styles.xml'/></Relationships>" },
        { "the main part is a picture", "[Content_Types].xml", Word + ".document.main+xml", "image/png" },
        { "the main part is a slide show", "[Content_Types].xml", Word + ".document.main+xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml" },
        { "two parts of styles", "word/_rels/document.xml.rels", "</Relationships>", $"<Relationship Id='r7' Type='{Officedocument}/styles' Target='document.xml'/></Relationships>" },
        { "a part that is not there", "word/_rels/document.xml.rels", "styles.xml", "nowhere.xml" },
        { "a part that is its own", "word/_rels/document.xml.rels", "styles.xml", "document.xml" },
        { "a target that leads out", "word/_rels/document.xml.rels", "styles.xml", "../../../styles.xml" },
        { "a target that is no address", "word/_rels/document.xml.rels", "'styles.xml'", "'http://['" },
        { "an identifier twice", "word/_rels/document.xml.rels", "Id='r2'", "Id='r1'" },
        { "an identifier that is none", "word/_rels/document.xml.rels", "Id='r2'", "Id='2 x'" },
        { "a relationship of no type", "word/_rels/document.xml.rels", $"Type='{Officedocument}/comments'", "Type=''" },
        { "comments that are styles", "word/_rels/document.xml.rels", "Target='comments.xml'", "Target='styles.xml'" },
        { "an external main part", "_rels/.rels", "Target='word/document.xml'", "Target='http://example.org/x' TargetMode='External'" },
        { "a content type that is none", "[Content_Types].xml", Word + ".styles+xml", "x" },
        { "a type for the same part twice", "[Content_Types].xml", "</Types>", "<Override PartName='/word/styles.xml' ContentType='text/plain'/></Types>" },
        { "a part's name that is none", "[Content_Types].xml", "PartName='/word/styles.xml'", "PartName='word//styles.xml/.'" },
        { "an empty list of types", "[Content_Types].xml", "<Types", "<Typos" },
        { "relationships that are no XML", "word/_rels/document.xml.rels", "<Relationships", "\u0000\u0001" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_package_that_lies_is_read_or_damaged_and_never_a_failure(string lie, string part, string old, string put)
    {
        var source = new ZipArchive(new MemoryStream(Office.Docx(Office.Paragraph("Testo."))));
        var changed = 0;
        var result = await reader.ReadAsync(
            Office.Zip([.. source.Entries.Select(e =>
            {
                using var text = new StreamReader(e.Open(), Encoding.UTF8);
                var content = text.ReadToEnd();
                changed += e.FullName == part && content.Contains(old, StringComparison.Ordinal) ? 1 : 0;
                return (e.FullName, e.FullName == part ? content.Replace(old, put, StringComparison.Ordinal) : content);
            })]),
            "a.docx");
        Assert.Equal(1, changed);
        Assert.True(
            result.Outcome is ExtractionOutcome.Ok or ExtractionOutcome.Empty or ExtractionOutcome.Corrupt or ExtractionOutcome.Unsupported,
            $"{lie}: {result.Outcome} {result.Reason}");
    }
}
