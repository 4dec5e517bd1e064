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

    public static byte[] OpenDocument(string type, string body, string prolog = "") => Zip(
        ("mimetype", "application/vnd.oasis.opendocument." + type),
        ("content.xml", $"<?xml version='1.0'?>{prolog}<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'><office:body>{body}</office:body></office:document-content>"));

    public static string Paragraph(string text) => $"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>";

    private static string Types(params (string Part, string Type)[] overrides) =>
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Default Extension='xml' ContentType='application/xml'/>"
        + string.Concat(overrides.Select(o => $"<Override PartName='{o.Part}' ContentType='application/vnd.openxmlformats-officedocument.{o.Type}+xml'/>")) + "</Types>";

    private static string Rels(params (string Id, string Type, string Target)[] all) =>
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        + string.Concat(all.Select(r => $"<Relationship Id='{r.Id}' Type='{Relationships}/{r.Type}' Target='{r.Target}'/>")) + "</Relationships>";
}
