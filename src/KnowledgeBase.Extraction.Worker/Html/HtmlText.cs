using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Html;

/// <summary>What a web page says: its text as shown, title, language, headings and declared authorship.</summary>
public sealed partial class HtmlText
{
    private const int MaxHeadings = 1000;
    private const int MaxDepth = 5_000;

    private static readonly HashSet<string> Left =
        ["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "HEAD", "IFRAME", "OBJECT", "SVG", "CANVAS", "MATH", "DATALIST", "AUDIO", "VIDEO"];

    private static readonly HashSet<string> Blocks =
    [
        "P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "UL", "OL", "DL", "DT", "DD", "TR", "TABLE", "CAPTION", "SECTION", "ARTICLE",
        "HEADER", "FOOTER", "MAIN", "NAV", "ASIDE", "BLOCKQUOTE", "PRE", "FIGURE", "FIGCAPTION", "FORM", "FIELDSET", "LEGEND", "ADDRESS",
        "HR", "BODY", "DETAILS", "SUMMARY", "OPTION", "CENTER",
    ];

    private readonly List<string> headings = [];
    private readonly List<HiddenPassage> hidden = [];

    private HtmlText()
    {
    }

    public string Text { get; private set; } = "";

    public DocumentProperties Properties { get; private set; } = new();

    public IReadOnlyList<string> Headings => headings;

    public IReadOnlyList<HiddenPassage> Hidden => hidden;

    /// <summary>Parses as browsers do, without running or loading anything.</summary>
    public static HtmlText Read(string html, ReadingContext context)
    {
        using var document = new HtmlParser().ParseDocument(html);
        var found = new HtmlText();
        if (document.Body is { } body)
        {
            found.Walk(body, context);
        }

        found.Properties = found.Declared(document);
        return found;
    }

    /// <summary>Goes through the tree without recursion: a page can be nested as deep as it likes.</summary>
    private void Walk(IElement body, ReadingContext context)
    {
        var text = new TextBuilder(context);
        var starts = new Stack<int>();
        INode? node = body;
        var depth = 0;
        while (node is not null && text.Open)
        {
            if (Enter(node, text, starts, context) && depth < MaxDepth && node.FirstChild is { } child)
            {
                node = child;
                depth++;
                continue;
            }

            Leave(node, text, starts);
            while (node is not null && node != body && node.NextSibling is null)
            {
                node = node.Parent;
                depth--;
                if (node is not null)
                {
                    Leave(node, text, starts);
                }
            }

            node = node is null || node == body ? null : node.NextSibling;
        }

        Text = text.Take();
    }

    /// <summary>False when the node's children are not to be visited.</summary>
    private bool Enter(INode node, TextBuilder text, Stack<int> starts, ReadingContext context)
    {
        if (node is IText words)
        {
            var data = words.Data;
            var preformatted = node.Parent is IHtmlPreElement;
            var part = preformatted ? data : Blanks().Replace(data, " ");
            text.Add(text.EndsBlank && part.StartsWith(' ') && !preformatted ? part[1..] : part);
            return false;
        }

        if (node is not IElement element || Left.Contains(element.NodeName))
        {
            return false;
        }

        if (IsHidden(element))
        {
            var passage = TextCleaner.Clean(Blanks().Replace(element.TextContent, " ").Trim());
            if (passage.Length > 0 && context.TryKeep(passage.Length))
            {
                hidden.Add(new("hidden-text", passage, 1));
            }

            return false;
        }

        if (Blocks.Contains(element.NodeName))
        {
            text.Line();
        }

        switch (element.NodeName)
        {
            case "BR":
                text.Add("\n");
                break;
            case "IMG" when element.GetAttribute("alt") is { Length: > 1 } alternative:
                text.Add(" " + alternative + " ");
                break;
            case "H1" or "H2" or "H3" or "H4":
                starts.Push(text.Length);
                break;
        }

        return true;
    }

    private void Leave(INode node, TextBuilder text, Stack<int> starts)
    {
        switch (node.NodeName)
        {
            case "TD" or "TH":
                text.Tab();
                break;
            case "H1" or "H2" or "H3" or "H4" when node is IElement element && starts.Count > 0 && !IsHidden(element):
                var heading = TextCleaner.Clean(Blanks().Replace(text.From(starts.Pop()), " ").Trim());
                if (heading.Length is > 0 and < 500 && headings.Count < MaxHeadings)
                {
                    headings.Add(heading);
                }

                break;
        }

        if (Blocks.Contains(node.NodeName))
        {
            text.Line();
        }
    }

    private static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden")
        || (element.GetAttribute("style") is { } style && HiddenStyle().IsMatch(style));

    private DocumentProperties Declared(IHtmlDocument document)
    {
        string? Meta(params string[] names) => document.Head?.QuerySelectorAll("meta")
            .Where(m => names.Contains(m.GetAttribute("name") ?? m.GetAttribute("property") ?? "", StringComparer.OrdinalIgnoreCase))
            .Select(m => m.GetAttribute("content")?.Trim()).FirstOrDefault(c => !string.IsNullOrEmpty(c) && c.Length < 2000);
        var title = Blanks().Replace(document.Title ?? "", " ").Trim();
        var language = document.DocumentElement.GetAttribute("lang") ?? document.DocumentElement.GetAttribute("xml:lang")
            ?? document.Body?.GetAttribute("lang") ?? Meta("language", "dc.language", "DCTERMS.language");
        return new()
        {
            Title = Clean(Meta("citation_title", "dc.title", "DCTERMS.title") ?? (title.Length > 0 ? title : Meta("og:title"))),
            LargestLine = headings.FirstOrDefault(),
            Authors = Names.Split(Clean(Meta("citation_author", "dc.creator", "DCTERMS.creator", "author"))),
            Created = Xml.MetadataXml.Date(Meta("article:published_time", "dc.date", "DCTERMS.created", "citation_publication_date", "date")),
            Modified = Xml.MetadataXml.Date(Meta("article:modified_time", "DCTERMS.modified", "last-modified")),
            Language = string.IsNullOrWhiteSpace(language) ? null : language.Trim(),
            Subject = Clean(Meta("description", "dc.description", "og:description")),
            Keywords = Names.SplitKeywords(Clean(Meta("keywords", "dc.subject"))),
        };
    }

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : TextCleaner.Clean(text).Trim();

    [GeneratedRegex(@"[ \t\r\n\f]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(^|;|\s)(display\s*:\s*none|visibility\s*:\s*hidden)", RegexOptions.IgnoreCase)]
    private static partial Regex HiddenStyle();
}
