using System.Text;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>Makes small PDF files in memory: a page for each text, its first line large.</summary>
internal static class Pdf
{
    public static byte[] Make(string title, params string[] pages)
    {
        var objects = new List<string>
        {
            "<</Type/Catalog/Pages 2 0 R>>",
            $"<</Type/Pages/Count {pages.Length}/Kids[{string.Join(' ', pages.Select((_, i) => $"{5 + (2 * i)} 0 R"))}]>>",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
            $"<</Title({title})/Author(Comune di Prova)/CreationDate(D:20240305101500+01'00')>>",
        };
        foreach (var page in pages)
        {
            var lines = page.Split('\n');
            var content = string.Concat(lines.Select((line, i) => $"BT /F1 {(i == 0 ? 26 : 12)} Tf 60 {760 - (40 * i)} Td ({line}) Tj ET\n"));
            objects.Add($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {objects.Count + 2} 0 R>>");
            objects.Add($"<</Length {content.Length}>>\nstream\n{content}\nendstream");
        }

        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(file.Length);
            file.Append($"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = file.Length;
        file.Append($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            file.Append($"{offset:D10} 00000 n \n");
        }

        file.Append($"trailer<</Size {objects.Count + 1}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}
