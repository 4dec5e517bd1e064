using KnowledgeBase.Extraction;
using Microsoft.Win32.SafeHandles;

namespace KnowledgeBase.Ingestion.Stores;

/// <summary>Reads texts of pages out of the blocks of an open file, holding one block at a time. Not safe for several threads.</summary>
internal sealed class TextBlocks(SafeFileHandle file, IReadOnlyList<TextBlock> blocks)
{
    private int held = -1;
    private List<ExtractedPage> pieces = [];

    /// <summary>The text of a page in pieces, none of them long, as it was taken in.</summary>
    public IEnumerable<string> Pieces(StoredPage page) => Parts(page).Select(p => p.Text);

    /// <summary>The headings of a page, as far as its format marks them.</summary>
    public List<string> Headings(StoredPage page) => [.. Parts(page).SelectMany(p => p.Headings)];

    private IEnumerable<ExtractedPage> Parts(StoredPage page)
    {
        for (var block = page.Block; page.Characters > 0 && block < blocks.Count; block++)
        {
            var here = Read(block);
            foreach (var piece in here.Where(p => p.Number == page.Number && p.Text.Length > 0))
            {
                yield return piece;
            }

            if (here[^1].Number != page.Number)
            {
                yield break;
            }
        }
    }

    /// <summary>The text of a page as one.</summary>
    public string Text(StoredPage page)
    {
        using var pieces = Pieces(page).GetEnumerator();
        if (!pieces.MoveNext())
        {
            return "";
        }

        return pieces.Current.Length == page.Characters ? pieces.Current : string.Create(page.Characters, pieces, static (whole, rest) =>
        {
            var at = 0;
            do
            {
                rest.Current.CopyTo(whole[at..]);
                at += rest.Current.Length;
            }
            while (rest.MoveNext());
        });
    }

    /// <summary>Where the words of a page stand that was read by OCR; null for other pages.</summary>
    public OcrWords? Words(StoredPage page) =>
        page.Outcome == PageOutcome.Ocr && page.Block < blocks.Count ? Read(page.Block).FirstOrDefault(p => p.Number == page.Number)?.Words : null;

    private List<ExtractedPage> Read(int block)
    {
        if (held != block)
        {
            (held, pieces) = (-1, TextFormat.Unpack(file, blocks[block], StoredTextJson.Default.ListExtractedPage));
            held = block;
        }

        return pieces;
    }
}
