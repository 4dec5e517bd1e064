using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>Makes small office files of given parts in memory.</summary>
internal static class Office
{
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static byte[] Zip(params (string Name, string Content)[] parts)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in parts)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return memory.ToArray();
    }

    /// <summary>A Word file with this content of its body.</summary>
    public static byte[] Docx(string body, string prolog = "") => Zip(
        ("[Content_Types].xml", Types(("/word/document.xml", "wordprocessingml.document.main"), ("/word/styles.xml", "wordprocessingml.styles"), ("/word/comments.xml", "wordprocessingml.comments"))),
        ("_rels/.rels", Rels(("r1", "officeDocument", "word/document.xml"))),
        ("word/_rels/document.xml.rels", Rels(("r1", "styles", "styles.xml"), ("r2", "comments", "comments.xml"))),
        ("word/styles.xml", "<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:style w:styleId='T1'><w:name w:val='heading 1'/></w:style></w:styles>"),
        ("word/comments.xml", "<w:comments xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:comment><w:p><w:r><w:t>Da rivedere</w:t></w:r></w:p></w:comment></w:comments>"),
        ("word/document.xml", $"<?xml version='1.0'?>{prolog}<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><w:body>{body}</w:body></w:document>"));

    /// <summary>A workbook with these rows, these shared texts, and a second, hidden sheet.</summary>
    public static byte[] Xlsx(string rows, string shared) => Zip(
        ("[Content_Types].xml", Types(("/xl/workbook.xml", "spreadsheetml.sheet.main"), ("/xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"), ("/xl/worksheets/sheet2.xml", "spreadsheetml.worksheet"), ("/xl/sharedStrings.xml", "spreadsheetml.sharedStrings"), ("/xl/styles.xml", "spreadsheetml.styles"))),
        ("_rels/.rels", Rels(("r1", "officeDocument", "xl/workbook.xml"))),
        ("xl/_rels/workbook.xml.rels", Rels(("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "worksheet", "worksheets/sheet2.xml"), ("r3", "sharedStrings", "sharedStrings.xml"), ("r4", "styles", "styles.xml"))),
        ("xl/workbook.xml", $"<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='{Relationships}'><sheets><sheet name='Indicatori' sheetId='1' r:id='r1'/><sheet name='Appunti' sheetId='2' state='hidden' r:id='r2'/></sheets></workbook>"),
        ("xl/styles.xml", "<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='10'/></cellXfs></styleSheet>"),
        ("xl/sharedStrings.xml", $"<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>{shared}</sst>"),
        ("xl/worksheets/sheet1.xml", $"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>{rows}</sheetData></worksheet>"),
        ("xl/worksheets/sheet2.xml", "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row><c t='inlineStr'><is><t>segreto</t></is></c></row></sheetData></worksheet>"));

    /// <summary>A presentation of slides, each with its notes, and of comments on the first.</summary>
    public static byte[] Pptx(params (string Attributes, string Shapes, string Notes)[] slides)
    {
        const string ns = "xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'";
        var parts = new List<(string, string)>
        {
            ("[Content_Types].xml", Types([("/ppt/presentation.xml", "presentationml.presentation.main"), ("/ppt/comments/comment1.xml", "presentationml.comments"), .. slides.SelectMany((_, i) => new[] { ($"/ppt/slides/slide{i}.xml", "presentationml.slide"), ($"/ppt/notesSlides/notes{i}.xml", "presentationml.notesSlide") })])),
            ("_rels/.rels", Rels(("r1", "officeDocument", "ppt/presentation.xml"))),
            ("ppt/_rels/presentation.xml.rels", Rels([.. slides.Select((_, i) => ($"r{i}", "slide", $"slides/slide{i}.xml"))])),
            ("ppt/presentation.xml", $"<p:presentation {ns} xmlns:r='{Relationships}'><p:sldIdLst>{string.Concat(slides.Select((_, i) => $"<p:sldId id='{256 + i}' r:id='r{i}'/>"))}</p:sldIdLst></p:presentation>"),
            ("ppt/comments/comment1.xml", $"<p:cmLst {ns}><p:cm><p:text>Da rivedere</p:text></p:cm></p:cmLst>"),
        };
        foreach (var ((attributes, shapes, notes), i) in slides.Select((s, i) => (s, i)))
        {
            parts.Add(($"ppt/slides/slide{i}.xml", $"<p:sld {ns} {attributes}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"));
            parts.Add(($"ppt/slides/_rels/slide{i}.xml.rels", Rels([("n1", "notesSlide", $"../notesSlides/notes{i}.xml"), .. i == 0 ? [("c1", "comments", "../comments/comment1.xml")] : Array.Empty<(string, string, string)>()])));
            parts.Add(($"ppt/notesSlides/notes{i}.xml", $"<p:notes {ns}><p:cSld><p:spTree>{Shape(notes)}</p:spTree></p:cSld></p:notes>"));
        }

        return Zip([.. parts]);
    }

    public static string Shape(string text, string properties = "", string placeholder = "") =>
        $"<p:sp><p:nvSpPr><p:cNvPr id='2' name='x' {properties}/><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>";

    public static byte[] OpenDocument(string type, string body, string prolog = "", string styles = "") => Zip(
        ("mimetype", "application/vnd.oasis.opendocument." + type),
        ("content.xml", $"<?xml version='1.0'?>{prolog}<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' xmlns:presentation='urn:oasis:names:tc:opendocument:xmlns:presentation:1.0'><office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body></office:document-content>"));

    public static string Paragraph(string text) => $"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>";

    public static string Types(params (string Part, string Type)[] overrides) =>
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Default Extension='xml' ContentType='application/xml'/>"
        + string.Concat(overrides.Select(o => $"<Override PartName='{o.Part}' ContentType='application/vnd.openxmlformats-officedocument.{o.Type}+xml'/>")) + "</Types>";

    public static string Rels(params (string Id, string Type, string Target)[] all) =>
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        + string.Concat(all.Select(r => $"<Relationship Id='{r.Id}' Type='{Relationships}/{r.Type}' Target='{r.Target}'/>")) + "</Relationships>";
}
