using System.Globalization;
using System.Text;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>
/// Honest files with random damage: each ends with an outcome, none takes the client or a reader down. KB_MUTATIONS asks for more of them.
/// </summary>
[Collection(nameof(Reader))]
public sealed class Mutations(Reader reader)
{
    [Fact]
    public async Task Every_damaged_file_ends_with_an_outcome()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("KB_MUTATIONS") ?? "80", CultureInfo.InvariantCulture);
        byte[][] honest =
        [
            Pdf.Make("Piano", "Piano del verde\nTesto.", "Due"),
            Office.Docx(Office.Paragraph("Testo di prova")),
            Office.Xlsx("<row><c t='s'><v>0</v></c></row>", "<si><t>Anno</t></si>"),
            Office.OpenDocument("text", "<office:text><text:h>Titolo</text:h><text:p>Testo</text:p></office:text>"),
            Office.Zip([("a.txt", "uno"), ("b/c.txt", "due")]),
            Encoding.UTF8.GetBytes("<html><head><title>T</title></head><body><h1>Uno</h1><p>Due<table><tr><td>3</table></body></html>"),
            Encoding.UTF8.GetBytes("From: a@example.org\nSubject: Prova\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nTesto\n--x--\n"),
            Encoding.UTF8.GetBytes("{\"titolo\": [\"uno\", 2, {\"tre\": null}]}"),
        ];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (i, _) =>
        {
            var random = new Random(i);
            var bytes = (byte[])honest[i % honest.Length].Clone();
            for (var n = random.Next(1, 12); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            if (random.Next(4) == 0)
            {
                bytes = bytes[..random.Next(1, bytes.Length)];
            }

            var result = await reader.ReadAsync(bytes, "x");
            Assert.True(result.Outcome != ExtractionOutcome.Crashed, $"seed {i}: {result.Reason}");
            Assert.True(result.Outcome == ExtractionOutcome.Ok || result.Reason is not null, $"seed {i}: {result.Outcome} without a reason");
        });
    }
}
