namespace KnowledgeBase.Extraction.Worker.Detection;

/// <summary>A kind of document.</summary>
/// <param name="Name">Short name, as in <see cref="ExtractionResult.Format"/>.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Label">How people call it.</param>
public sealed record DetectedFormat(string Name, string MediaType, string Label)
{
    public static readonly DetectedFormat Unknown = new("", "application/octet-stream", "unknown");
    public static readonly DetectedFormat Pdf = new("pdf", "application/pdf", "PDF");
    public static readonly DetectedFormat Docx = new("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word");
    public static readonly DetectedFormat Pptx = new("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint");
    public static readonly DetectedFormat Xlsx = new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel");
    public static readonly DetectedFormat Xlsb = new("xlsb", "application/vnd.ms-excel.sheet.binary.macroEnabled.12", "binary Excel");
    public static readonly DetectedFormat Odt = new("odt", "application/vnd.oasis.opendocument.text", "OpenDocument text");
    public static readonly DetectedFormat Ods = new("ods", "application/vnd.oasis.opendocument.spreadsheet", "OpenDocument sheet");
    public static readonly DetectedFormat Odp = new("odp", "application/vnd.oasis.opendocument.presentation", "OpenDocument presentation");
    public static readonly DetectedFormat Epub = new("epub", "application/epub+zip", "EPUB");
    public static readonly DetectedFormat Doc = new("doc", "application/msword", "Word 97");
    public static readonly DetectedFormat Xls = new("xls", "application/vnd.ms-excel", "Excel 97");
    public static readonly DetectedFormat Ppt = new("ppt", "application/vnd.ms-powerpoint", "PowerPoint 97");
    public static readonly DetectedFormat Msg = new("msg", "application/vnd.ms-outlook", "Outlook message");
    public static readonly DetectedFormat EncryptedOffice = new("ooxml-encrypted", "application/x-ole-storage", "encrypted Office");
    public static readonly DetectedFormat Ole = new("ole", "application/x-ole-storage", "OLE2 container");
    public static readonly DetectedFormat Rtf = new("rtf", "application/rtf", "RTF");
    public static readonly DetectedFormat Html = new("html", "text/html", "HTML");
    public static readonly DetectedFormat Xml = new("xml", "application/xml", "XML");
    public static readonly DetectedFormat Svg = new("svg", "image/svg+xml", "SVG");
    public static readonly DetectedFormat Json = new("json", "application/json", "JSON");
    public static readonly DetectedFormat Csv = new("csv", "text/csv", "CSV");
    public static readonly DetectedFormat Markdown = new("md", "text/markdown", "Markdown");
    public static readonly DetectedFormat PlainText = new("txt", "text/plain", "plain text");
    public static readonly DetectedFormat Mail = new("eml", "message/rfc822", "e-mail");
    public static readonly DetectedFormat Zip = new("zip", "application/zip", "ZIP");
    public static readonly DetectedFormat Gzip = new("gz", "application/gzip", "gzip");
    public static readonly DetectedFormat Tar = new("tar", "application/x-tar", "tar");
    public static readonly DetectedFormat Png = new("png", "image/png", "PNG");
    public static readonly DetectedFormat Jpeg = new("jpg", "image/jpeg", "JPEG");
    public static readonly DetectedFormat Tiff = new("tiff", "image/tiff", "TIFF");
    public static readonly DetectedFormat Gif = new("gif", "image/gif", "GIF");
    public static readonly DetectedFormat Bmp = new("bmp", "image/bmp", "BMP");
    public static readonly DetectedFormat Webp = new("webp", "image/webp", "WebP");
}
