using System.Text;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Pdf;

/// <summary>
/// Parts the output of pdftotext into pages at its form feeds, as it arrives. What follows the last one is no page: there stands the end
/// of the frame that <c>-htmlmeta</c> puts around the text.
/// </summary>
/// <param name="context">Counts what is kept.</param>
/// <param name="wantsHead">True when the information entries come first, in a head as of a web page.</param>
public sealed class PageSplitter(ReadingContext context, bool wantsHead = false)
{
    private const string HeadEnd = "<pre>\n";
    private const int MaxHead = 256 * 1024;

    private readonly StringBuilder head = new();
    private bool inHead = wantsHead;
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder page = new();
    private readonly List<string?> pages = [];
    private char[] characters = new char[64 * 1024];
    private bool full;

    /// <summary>Whole pages so far; null for those beyond the document's allowance of characters.</summary>
    public IReadOnlyList<string?> Pages => pages;

    /// <summary>True when the allowance was used up, so that nothing more needs to be read.</summary>
    public bool Full => full;

    public bool WantsHead { get; } = wantsHead;

    /// <summary>The head: XHTML with the information entries; empty when none was wanted.</summary>
    public string Head => head.ToString();

    public void Add(ReadOnlyMemory<byte> bytes)
    {
        var needed = Encoding.UTF8.GetMaxCharCount(bytes.Length);
        if (characters.Length < needed)
        {
            characters = new char[needed];
        }

        var count = decoder.GetChars(bytes.Span, characters, flush: false);
        ReadOnlySpan<char> rest = characters.AsSpan(0, count);
        if (inHead)
        {
            rest = BehindHead(rest);
        }

        int end;
        while ((end = rest.IndexOf('\f')) >= 0)
        {
            Append(rest[..end]);
            pages.Add(full ? null : TextCleaner.Clean(page.ToString().TrimEnd()));
            page.Clear();
            rest = rest[(end + 1)..];
        }

        Append(rest);
    }

    /// <summary>Keeps the head and gives what stands behind it. In the head itself the sign that ends it is written otherwise.</summary>
    private ReadOnlySpan<char> BehindHead(ReadOnlySpan<char> text)
    {
        var before = head.Length;
        head.Append(text);
        var end = head.ToString().IndexOf(HeadEnd, StringComparison.Ordinal);
        if (end < 0)
        {
            inHead = head.Length < MaxHead;
            return [];
        }

        inHead = false;
        head.Length = end;
        return text[(end + HeadEnd.Length - before)..];
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (!full && context.TryKeep(text.Length))
        {
            page.Append(text);
        }
        else
        {
            full = true;
        }
    }
}
