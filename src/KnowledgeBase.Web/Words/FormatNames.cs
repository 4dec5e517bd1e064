namespace KnowledgeBase.Web.Words;

/// <summary>What people call the kinds of files.</summary>
public static class FormatNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pdf"] = "PDF", ["docx"] = "Word", ["doc"] = "Word 97", ["pptx"] = "PowerPoint", ["ppt"] = "PowerPoint 97", ["xlsx"] = "Excel",
        ["xls"] = "Excel 97", ["odt"] = "OpenDocument (odt)", ["odp"] = "OpenDocument (odp)", ["ods"] = "OpenDocument (ods)", ["html"] = "HTML",
        ["md"] = "Markdown", ["txt"] = "TXT", ["csv"] = "CSV", ["rtf"] = "RTF", ["epub"] = "EPUB", ["eml"] = "E-mail", ["msg"] = "E-mail (msg)",
        ["zip"] = "ZIP", ["tiff"] = "TIFF", ["jpeg"] = "JPEG", ["png"] = "PNG",
    };

    public static string Of(string format) => Names.GetValueOrDefault(format, format.ToUpperInvariant());
}
