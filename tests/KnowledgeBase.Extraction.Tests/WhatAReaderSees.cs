using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>What a reader of a document sees is its text, once; what is there and not shown is kept apart.</summary>
[Collection(nameof(Reader))]
public sealed class WhatAReaderSees(Reader reader)
{
    [Fact]
    public async Task Moved_text_stands_where_it_was_moved_to_and_a_text_box_once()
    {
        var result = await reader.ReadAsync(
            Office.Docx(
                "<w:p><w:moveFrom><w:r><w:t>spostato</w:t></w:r></w:moveFrom></w:p>" + Office.Paragraph("Visibile.")
                + "<w:p><w:moveTo><w:r><w:t>spostato</w:t></w:r></w:moveTo><w:ins><w:r><w:t> inserito</w:t></w:r></w:ins></w:p>"
                + "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>riquadro</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"),
            "a.docx");
        Assert.Equal("Visibile.\nspostato inserito\nriquadro", Assert.Single(result.Pages).Text);
        Assert.Contains(result.Hidden, h => h is { Kind: "deletion", Text: "spostato" });
    }

    [Fact]
    public async Task Hidden_slides_shapes_and_comments_are_kept_apart_and_notes_are_read()
    {
        var result = await reader.ReadAsync(
            Office.Pptx(
                ("", Office.Shape("Il tram", placeholder: "<p:ph type='title'/>") + Office.Shape("Linea quattro") + Office.Shape("invisibile", "hidden='1'"), "Da dire a voce"),
                ("show='0'", Office.Shape("Segreto", placeholder: "<p:ph type='title'/>"), "Nota segreta"),
                ("", Office.Shape("Fine"), "")),
            "a.pptx");
        Assert.Equal(["Il tram\nLinea quattro\nDa dire a voce", "", "Fine"], result.Pages.Select(p => p.Text));
        Assert.Equal(["Il tram", null, null], result.Pages.Select(p => p.Label));
        Assert.Empty(result.Pages[1].Headings);
        Assert.Equal(
            [("comment", "Da rivedere", 1), ("hidden-slide", "Segreto\nNota segreta", 2), ("hidden-text", "invisibile", 1)],
            result.Hidden.Select(h => (h.Kind, h.Text, h.Page ?? 0)).Order());
    }

    [Fact]
    public async Task Hidden_rows_and_columns_of_a_sheet_are_kept_apart()
    {
        var result = await reader.ReadAsync(
            Office.Xlsx(
                "<row r='1'><c r='A1' t='str'><v>via</v></c><c r='B1' t='str'><v>ombra</v></c></row><row r='2' hidden='1'><c r='A2' t='str'><v>taciuto</v></c></row>",
                ""),
            "a.xlsx");
        Assert.Equal("via\tombra", result.Pages[0].Text);
        Assert.Contains(result.Hidden, h => h is { Kind: "hidden-cells", Text: "taciuto", Page: 1 });
    }

    [Fact]
    public async Task A_hidden_column_is_known_by_the_names_of_its_cells()
    {
        var bytes = Office.Xlsx("<row><c r='A1' t='str'><v>uno</v></c><c r='C1' t='str'><v>tre</v></c><c r='D1' t='str'><v>quattro</v></c></row>", "");
        var result = await reader.ReadAsync(Changed(bytes, "xl/worksheets/sheet1.xml", s => s.Replace("<sheetData>", "<cols><col min='2' max='3' hidden='1'/></cols><sheetData>", StringComparison.Ordinal)), "a.xlsx");
        Assert.Equal("uno\tquattro", result.Pages[0].Text);
        Assert.Contains(result.Hidden, h => h is { Kind: "hidden-cells", Text: "tre" });
    }

    [Fact]
    public async Task A_footnote_stands_below_its_paragraph_and_hidden_sections_and_letters_apart()
    {
        var result = await reader.ReadAsync(
            Office.OpenDocument(
                "text",
                "<office:text><text:p>Il piano<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Approvato nel 2009.</text:p></text:note-body></text:note> del verde<text:span text:style-name='T1'> taciuto</text:span>.</text:p>"
                + "<text:section text:display='none'><text:p>sezione</text:p></text:section></office:text>",
                styles: "<style:style style:name='T1' style:family='text'><style:text-properties text:display='none'/></style:style>"),
            "a.odt");
        Assert.Equal("Il piano del verde.\nApprovato nel 2009.", Assert.Single(result.Pages).Text);
        Assert.Equal([("hidden-text", "taciuto"), ("hidden-text", "sezione")], result.Hidden.Select(h => (h.Kind, h.Text)));
    }

    [Fact]
    public async Task Hidden_slides_and_rows_of_open_documents_are_kept_apart()
    {
        var slides = await reader.ReadAsync(
            Office.OpenDocument(
                "presentation",
                "<office:presentation><draw:page draw:style-name='d1'><draw:frame><draw:text-box><text:p>Visto</text:p></draw:text-box></draw:frame></draw:page>"
                + "<draw:page draw:style-name='d2'><draw:frame><draw:text-box><text:p>Segreto</text:p></draw:text-box></draw:frame></draw:page></office:presentation>",
                styles: "<style:style style:name='d1' style:family='drawing-page'><style:drawing-page-properties presentation:visibility='visible'/></style:style><style:style style:name='d2' style:family='drawing-page'><style:drawing-page-properties presentation:visibility='hidden'/></style:style>"),
            "a.odp");
        Assert.Equal(["Visto", ""], slides.Pages.Select(p => p.Text));
        Assert.Equal("hidden-slide", Assert.Single(slides.Hidden).Kind);
        var sheet = await reader.ReadAsync(
            Office.OpenDocument(
                "spreadsheet",
                "<office:spreadsheet><table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell><text:p>vecchio</text:p></table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>"
                + "<table:table table:name='Uno'><table:table-row><table:table-cell><text:p>visto</text:p></table:table-cell></table:table-row><table:table-row table:visibility='collapse'><table:table-cell><text:p>taciuto</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"),
            "a.ods");
        Assert.Equal("visto", Assert.Single(sheet.Pages).Text);
        Assert.Equal([("deletion", "vecchio"), ("hidden-cells", "taciuto")], sheet.Hidden.Select(h => (h.Kind, h.Text)));
    }

    [Fact]
    public async Task Hidden_columns_of_an_open_sheet_are_kept_apart()
    {
        static string Cell(string said, string attributes = "") => $"<table:table-cell {attributes}><text:p>{said}</text:p></table:table-cell>";
        var result = await reader.ReadAsync(
            Office.OpenDocument(
                "spreadsheet",
                "<office:spreadsheet><table:table table:name='Uno'><table:table-column/><table:table-column-group><table:table-column table:number-columns-repeated='2' table:visibility='collapse'/></table:table-column-group><table:table-column table:number-columns-repeated='1021'/>"
                + $"<table:table-row>{Cell("uno")}{Cell("due")}{Cell("tre")}{Cell("quattro")}</table:table-row>"
                + $"<table:table-row><table:table-cell table:number-columns-repeated='2'/>{Cell("apart")}{Cell("seen")}</table:table-row>"
                + $"<table:table-row>{Cell("wide", "table:number-columns-repeated='3'")}</table:table-row></table:table>"
                + $"<table:table table:name='Due'><table:table-column table:number-columns-repeated='4'/><table:table-row>{Cell("a")}{Cell("b")}</table:table-row></table:table></office:spreadsheet>"),
            "a.ods");
        Assert.Equal(["uno\tquattro\nseen\nwide", "a\tb"], result.Pages.Select(p => p.Text));
        Assert.Equal([("due", 1), ("tre", 1), ("apart", 1)], result.Hidden.Select(h => (h.Text, h.Page ?? 0)));
        Assert.All(result.Hidden, h => Assert.Equal("hidden-cells", h.Kind));
    }

    [Fact]
    public async Task Files_embedded_in_a_document_are_children_that_readers_do_not_see()
    {
        var inner = Office.Docx(Office.Paragraph("Dentro."));
        var wrapped = CompoundFile.Of(("\u0001Ole10Native", Native("verbale.txt", "Verbale della giunta.")));
        var bytes = Added(
            Changed(
                Changed(Office.Docx(Office.Paragraph("Fuori.")), "word/_rels/document.xml.rels", s => s.Replace("</Relationships>", "<Relationship Id='r8' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/package' Target='embeddings/inner.docx'/><Relationship Id='r9' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject' Target='embeddings/object.bin'/></Relationships>", StringComparison.Ordinal)),
                "[Content_Types].xml",
                s => s.Replace("</Types>", "<Default Extension='docx' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document'/><Default Extension='bin' ContentType='application/vnd.openxmlformats-officedocument.oleObject'/></Types>", StringComparison.Ordinal)),
            ("word/embeddings/inner.docx", inner),
            ("word/embeddings/object.bin", wrapped));
        var result = await reader.ReadAsync(bytes, "a.docx");
        Assert.Equal("Fuori.", Assert.Single(result.Pages).Text);
        Assert.Equal([("inner.docx", true), ("verbale.txt", true)], result.Children.Select(c => (c.Path, c.Hidden)).Order());
        Assert.Equal(inner, await File.ReadAllBytesAsync(result.Children.Single(c => c.Path == "inner.docx").File));
        Assert.Equal("Verbale della giunta.", await File.ReadAllTextAsync(result.Children.Single(c => c.Path == "verbale.txt").File));
    }

    [Fact]
    public async Task A_message_of_Outlook_is_read_with_its_attachments()
    {
        byte[] Wide(string text) => Encoding.Unicode.GetBytes(text);
        var properties = new byte[48];
        BitConverter.GetBytes(0x00390040u).CopyTo(properties, 32);
        BitConverter.GetBytes(new DateTimeOffset(2019, 5, 6, 7, 8, 0, TimeSpan.Zero).ToFileTime()).CopyTo(properties, 40);
        var result = await reader.ReadAsync(
            CompoundFile.Of(
                ("__substg1.0_0037001F", Wide("Alberi in via Roma")), ("__substg1.0_0C1A001F", Wide("Anna Rossi")), ("__substg1.0_0E04001F", Wide("Ufficio verde")),
                ("__substg1.0_1000001F", Wide("Buongiorno,\r\nnove platani.")), ("__properties_version1.0", properties),
                ("__attach_version1.0_#00000000/__substg1.0_37010102", Encoding.UTF8.GetBytes("Elenco.")), ("__attach_version1.0_#00000000/__substg1.0_3707001F", Wide("elenco.txt"))),
            "posta.msg");
        Assert.Equal(ExtractionOutcome.Ok, result.Outcome);
        Assert.Equal("msg", result.Format);
        Assert.Equal("From: Anna Rossi\nTo: Ufficio verde\nDate: 2019-05-06 07:08\nSubject: Alberi in via Roma\n\nBuongiorno,\nnove platani.", Assert.Single(result.Pages).Text);
        Assert.Equal("Alberi in via Roma", result.Properties.Title);
        Assert.Equal("elenco.txt", Assert.Single(result.Children).Path);
    }

    private static byte[] Native(string name, string content)
    {
        using var memory = new MemoryStream();
        using var to = new BinaryWriter(memory);
        var body = Encoding.UTF8.GetBytes(content);
        to.Write(0);
        to.Write((short)2);
        to.Write(Encoding.ASCII.GetBytes(name + "\0" + "C:\\" + name + "\0"));
        to.Write(0x00030000);
        to.Write(3);
        to.Write("C:\0"u8);
        to.Write(body.Length);
        to.Write(body);
        return memory.ToArray();
    }

    private static byte[] Changed(byte[] zip, string part, Func<string, string> change)
    {
        using var source = new ZipArchive(new MemoryStream(zip));
        return Office.Zip([.. source.Entries.Select(e => (e.FullName, e.FullName == part ? change(Text(e)) : Text(e)))]);
    }

    private static byte[] Added(byte[] zip, params (string Name, byte[] Content)[] parts)
    {
        using var memory = new MemoryStream();
        memory.Write(zip);
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return memory.ToArray();
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
