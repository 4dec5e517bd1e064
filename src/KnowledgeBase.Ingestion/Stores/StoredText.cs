using KnowledgeBase.Extraction;
using Microsoft.Win32.SafeHandles;

namespace KnowledgeBase.Ingestion.Stores;

/// <summary>
/// A reading in the store, open: what is known of its pages is at hand, their texts are read when they are asked for, one at a time.
/// It goes on to read what it was opened on, also when the document is read again or erased meanwhile. Not safe for several threads.
/// </summary>
public sealed class StoredText : IDisposable
{
    private readonly SafeFileHandle file;
    private readonly TextBlocks blocks;

    internal StoredText(SafeFileHandle file, TextFooter footer)
    {
        this.file = file;
        Result = footer.Result;
        Pages = footer.Pages;
        blocks = new TextBlocks(file, footer.HiddenFrom == footer.Blocks.Count ? footer.Blocks : [.. footer.Blocks.Take(footer.HiddenFrom)]);
    }

    /// <summary>All that reading gave but pages, hidden passages and children.</summary>
    public ExtractionResult Result { get; }

    /// <summary>The pages in order, without their texts.</summary>
    public IReadOnlyList<StoredPage> Pages { get; }

    public string TextOf(StoredPage page) => blocks.Text(page);

    /// <summary>The headings of a page, as far as its format marks them.</summary>
    public IReadOnlyList<string> HeadingsOf(StoredPage page) => blocks.Headings(page);

    /// <summary>Where the words of a page stand that was read by OCR; null for other pages.</summary>
    public OcrWords? WordsOf(StoredPage page) => blocks.Words(page);

    public void Dispose() => file.Dispose();
}
