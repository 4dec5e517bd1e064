namespace KnowledgeBase.Extraction;

/// <summary>
/// Takes what is read of a document while it is read, so that nobody ever holds all of it. Called by one thread at a time. What it
/// throws ends the reading and comes out of <see cref="IDocumentExtractor.ExtractAsync"/>.
/// </summary>
public interface IReadingSink
{
    /// <summary>Forgets what came so far: the document is read once more from its start.</summary>
    void Restart();

    /// <summary>Takes a page or, under the number of the page before, more of that page's text.</summary>
    void Add(ExtractedPage page);

    void Add(HiddenPassage passage);
}
