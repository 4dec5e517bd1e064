namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>
/// A tool could not be shut in, as happens to a worker that was started before the system's files were changed under it.
/// The worker is of no use any more; another reads the document.
/// </summary>
public sealed class CageFailedException(string errors) : Exception("A tool could not be shut in: " + errors.Split('\n')[0]);
