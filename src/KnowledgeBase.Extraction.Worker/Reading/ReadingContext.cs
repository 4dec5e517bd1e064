using KnowledgeBase.Extraction.Protocol;

namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>The document being read and what its reader may use and spend.</summary>
public sealed class ReadingContext(WorkerRequest request, ToolBox tools, ReplyPipe replies)
{
    private readonly List<string> notes = [];
    private int characters;

    /// <summary>Path of the document; read-only.</summary>
    public string Document => request.Document;

    public string OriginalName => request.OriginalName;

    /// <summary>An empty folder for whatever the reader makes.</summary>
    public string Scratch => request.Scratch;

    public IReadOnlyList<string> OcrLanguages => request.OcrLanguages;

    public ExtractionLimits Limits => request.Limits;

    public ToolBox Tools => tools;

    /// <summary>Notes for the result, one sentence each.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Characters that may still be kept.</summary>
    public int CharactersLeft => Limits.Characters - characters;

    /// <summary>Records that something was cut or left out.</summary>
    public void Note(string sentence)
    {
        if (!notes.Contains(sentence) && notes.Count < 50)
        {
            notes.Add(sentence);
        }
    }

    /// <summary>Counts text that is kept; false, with a note, when the document's allowance is used up.</summary>
    public bool TryKeep(int count)
    {
        if (count > CharactersLeft)
        {
            Note($"Only the first {Limits.Characters:N0} characters of text were kept.");
            characters = Limits.Characters;
            return false;
        }

        characters += count;
        return true;
    }

    /// <summary>Tells the client that work goes on.</summary>
    public Task ProgressAsync() => replies.ProgressAsync();
}
