using System.Diagnostics;
using System.Text;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>Files made to exhaust whoever opens them are refused, or cut with a note, soon.</summary>
[Collection(nameof(Reader))]
public sealed class Bombs(Reader reader)
{
    public static TheoryData<string> Kinds => ["entities", "inflation", "shared strings", "nesting", "entries", "giant page", "sparse"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_bomb_is_refused_or_cut_within_ten_seconds(string kind)
    {
        var path = Path.Combine(reader.Folder, "bomb " + kind);
        await MakeAsync(kind, path);
        var clock = Stopwatch.StartNew();
        var result = await reader.ReadAsync(path, "bomb");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed.TotalSeconds:F1} s");
        Assert.True(result.Outcome != ExtractionOutcome.Ok, "read as if it were an honest file");
        Assert.NotEqual(ExtractionOutcome.Crashed, result.Outcome);
        Assert.NotNull(result.Reason);
        var next = await reader.ReadAsync("Dopo.", Encoding.UTF8, "a.txt");
        Assert.Equal(ExtractionOutcome.Ok, next.Outcome);
    }

    private static async Task MakeAsync(string kind, string path)
    {
        switch (kind)
        {
            case "entities":
                var entities = "<!DOCTYPE x [<!ENTITY a0 'aaaaaaaaaa'>" + string.Concat(Enumerable.Range(1, 12).Select(i => $"<!ENTITY a{i} '{string.Concat(Enumerable.Repeat($"&a{i - 1};", 10))}'>")) + "]>";
                await File.WriteAllBytesAsync(path, Office.Docx(Office.Paragraph("&a12;"), entities));
                break;
            case "inflation":
                await File.WriteAllBytesAsync(path, Office.Docx(Office.Paragraph(new string('a', 60 << 20))));
                break;
            case "shared strings":
                await File.WriteAllBytesAsync(path, Office.Xlsx(string.Concat(Enumerable.Repeat("<row><c t='s'><v>0</v></c></row>", 20_000)), $"<si><t>{new string('x', 30_000)}</t></si>"));
                break;
            case "nesting":
                await File.WriteAllBytesAsync(path, Office.OpenDocument("text", "<office:text>" + string.Concat(Enumerable.Repeat("<text:p>", 40_000)) + string.Concat(Enumerable.Repeat("</text:p>", 40_000)) + "</office:text>"));
                break;
            case "entries":
                await File.WriteAllBytesAsync(path, Office.Zip([.. Enumerable.Range(0, 60_000).Select(i => ($"{i}.txt", ""))]));
                break;
            case "giant page":
                await File.WriteAllTextAsync(path, "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400000 14400000]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
                break;
            default:
                await using (var sparse = File.Create(path))
                {
                    sparse.SetLength(4L << 30);
                }

                break;
        }
    }
}
