using System.Text;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Pdf;

/// <summary>Parts the output of pdftotext into pages at its form feeds, as it arrives.</summary>
public sealed class PageSplitter(ReadingContext context)
{
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder page = new();
    private readonly List<string> pages = [];
    private char[] characters = new char[64 * 1024];
    private bool full;

    /// <summary>Whole pages so far; pages beyond the document's allowance of characters are empty.</summary>
    public IReadOnlyList<string> Pages => pages;

    /// <summary>True when the allowance was used up, so that nothing more needs to be read.</summary>
    public bool Full => full;

    public void Add(ReadOnlyMemory<byte> bytes)
    {
        var needed = Encoding.UTF8.GetMaxCharCount(bytes.Length);
        if (characters.Length < needed)
        {
            characters = new char[needed];
        }

        var count = decoder.GetChars(bytes.Span, characters, flush: false);
        var rest = characters.AsSpan(0, count);
        int end;
        while ((end = rest.IndexOf('\f')) >= 0)
        {
            Append(rest[..end]);
            pages.Add(full ? "" : TextCleaner.Clean(page.ToString().TrimEnd()));
            page.Clear();
            rest = rest[(end + 1)..];
        }

        Append(rest);
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
