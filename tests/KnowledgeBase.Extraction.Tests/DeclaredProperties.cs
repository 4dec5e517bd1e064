using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>What files say of themselves, in the places where programs leave it.</summary>
[Collection(nameof(Reader))]
public sealed class DeclaredProperties(Reader reader)
{
    private const string Packet =
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmp:CreateDate='2011-04-05T06:07:08Z'>"
        + "<dc:format>{0}</dc:format><dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{1}</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>Anna Rossi</rdf:li><rdf:li>Comune di Torino</rdf:li></rdf:Seq></dc:creator>"
        + "<dc:subject><rdf:Bag><rdf:li>alberi</rdf:li><rdf:li>ombra</rdf:li></rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_PDF_declares_its_language_and_its_metadata_packet(bool packed)
    {
        var result = await reader.ReadAsync(Pdf(packed), "a.pdf");
        Assert.Equal("Piano degli alberi", result.Properties.Title);
        Assert.Equal(["Anna Rossi", "Comune di Torino"], result.Properties.Authors);
        Assert.Equal(["alberi", "ombra"], result.Properties.Keywords);
        Assert.Equal(new DateTimeOffset(2011, 4, 5, 6, 7, 8, TimeSpan.Zero), result.Properties.Created);
        Assert.Equal("it-IT", result.Properties.Language);
    }

    [Fact]
    public void The_property_set_of_an_old_office_file_is_read()
    {
        using var file = new MemoryStream(CompoundFile.Of(("\u0005SummaryInformation", Summary())));
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var found = Worker.Ole.SummaryInformation.Of(Worker.Ole.OleFile.Open(file)!);
        Assert.Equal("Piano della mobilità", found.Title);
        Assert.Equal(["Anna Rossi"], found.Authors);
        Assert.Equal(new DateTimeOffset(1999, 1, 2, 3, 4, 0, TimeSpan.Zero), found.Created);
    }

    private static byte[] Summary()
    {
        var title = Encoding.Latin1.GetBytes("Piano della mobilit\u00E0\0");
        var author = Encoding.Latin1.GetBytes("Anna Rossi\0");
        using var memory = new MemoryStream();
        using var to = new BinaryWriter(memory);
        to.Write(new byte[24]);
        to.Write(1);
        to.Write(new byte[16]);
        to.Write(48);
        var section = memory.Position;
        var at = 8 + (4 * 8);
        to.Write(0);
        to.Write(4);
        foreach (var (id, length) in new[] { (1, 8), (2, 8 + title.Length), (4, 8 + author.Length), (12, 12) })
        {
            to.Write(id);
            to.Write(at);
            at += length;
        }

        to.Write(2);
        to.Write(1252);
        foreach (var text in new[] { title, author })
        {
            to.Write(30);
            to.Write(text.Length);
            to.Write(text);
        }

        to.Write(64);
        to.Write(new DateTimeOffset(1999, 1, 2, 3, 4, 0, TimeSpan.Zero).ToFileTime());
        Assert.True(section == 48);
        return memory.ToArray();
    }

    private static byte[] Pdf(bool packed)
    {
        using var file = new MemoryStream();
        void Text(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        Text("%PDF-1.5\n");
        const string catalog = "<</Type/Catalog/Pages 2 0 R/Lang(it-IT)/Metadata 9 0 R>>";
        if (packed)
        {
            // The catalog is found once more where a reader of the file finds it: in the plain object without a language.
            using var deflated = new MemoryStream();
            using (var zlib = new ZLibStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
            {
                zlib.Write(Encoding.Latin1.GetBytes("11 0 " + catalog));
            }

            Text($"8 0 obj<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length {deflated.Length}>>stream\n");
            file.Write(deflated.ToArray());
            Text("\nendstream endobj\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
        }
        else
        {
            Text($"1 0 obj{catalog}endobj\n");
        }

        Text("2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\n");
        foreach (var (number, format, title) in new[] { (9, "application/pdf", "Piano degli alberi"), (10, "image/jpeg", "Foto") })
        {
            var packet = string.Format(System.Globalization.CultureInfo.InvariantCulture, Packet, format, title);
            Text($"{number} 0 obj<</Type/Metadata/Subtype/XML/Length {packet.Length}>>stream\n{packet}\nendstream endobj\n");
        }

        Text("trailer<</Root 1 0 R>>\n%%EOF\n");
        return file.ToArray();
    }
}
