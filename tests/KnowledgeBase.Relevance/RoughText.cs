using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Relevance;

/// <summary>Text of a file without the product's extraction, good enough to measure a search with.</summary>
internal static class RoughText
{
    public static IReadOnlyList<string> Pages(string file) => Path.GetExtension(file) switch
    {
        ".pdf" => Output("pdftotext", "-layout", "-enc", "UTF-8", file, "-").TrimEnd('\f').Split('\f'),
        ".doc" => [Output("antiword", "-m", "UTF-8.txt", file)],
        ".xls" => [Output("xls2csv", "-d", "utf-8", file)],
        ".html" or ".htm" => [Plain(File.ReadAllText(file))],
        ".txt" or ".md" or ".csv" => [File.ReadAllText(file)],
        ".docx" => [Parts(file, "word/document.xml")],
        ".xlsx" or ".xlsm" => [Parts(file, "xl/sharedStrings.xml")],
        ".pptx" => Slides(file),
        _ => [],
    };

    private static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }

    private static string Plain(string markup) =>
        WebUtility.HtmlDecode(Regex.Replace(Regex.Replace(markup, "<(script|style).*?</\\1>", " ", RegexOptions.Singleline | RegexOptions.IgnoreCase), "<[^>]+>", "\n"));

    private static string Xml(string markup) =>
        WebUtility.HtmlDecode(Regex.Replace(Regex.Replace(markup, "</(w:p|a:p|si)>", "\n"), "<[^>]+>", ""));

    private static string Parts(string file, string name)
    {
        try
        {
            using var archive = ZipFile.OpenRead(file);
            using var reader = archive.GetEntry(name) is { } entry ? new StreamReader(entry.Open()) : null;
            return Xml(reader?.ReadToEnd() ?? "");
        }
        catch (InvalidDataException)
        {
            return "";
        }
    }

    private static string[] Slides(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        var count = archive.Entries.Count(e => Regex.IsMatch(e.FullName, @"^ppt/slides/slide\d+\.xml$"));
        return [.. Enumerable.Range(1, count).Select(i => Parts(file, $"ppt/slides/slide{i}.xml"))];
    }
}
