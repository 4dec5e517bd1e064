using KnowledgeBase.Extraction.Confinement;
using KnowledgeBase.Extraction.Protocol;

namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>The document being read and what its reader may use and spend.</summary>
public sealed class ReadingContext(WorkerRequest request, ToolBox tools, ReplyPipe replies)
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(3);
    private readonly List<string> notes = [];
    private int characters;
    private int files;

    /// <summary>Path of the document; read-only.</summary>
    public string Document => request.Document;

    public string OriginalName => request.OriginalName;

    /// <summary>An empty folder for whatever the reader makes.</summary>
    public string Scratch => request.Scratch;

    public IReadOnlyList<string> OcrLanguages => request.OcrLanguages;

    public ExtractionLimits Limits => request.Limits;

    /// <summary>Path under which a tool sees a bound file.</summary>
    public string PathOf(CageBinding binding) => tools.PathOf(binding);

    /// <summary>Runs a tool, which has limits of its own, and reports that work goes on while it runs.</summary>
    public Task<CommandResult> RunAsync(CagedCommand command, TimeSpan time, long outputBytes) =>
        ReportingAsync(tools.RunAsync(command, time, outputBytes));

    /// <inheritdoc cref="RunAsync(CagedCommand, TimeSpan, long)"/>
    public Task<CommandResult> RunAsync(CagedCommand command, TimeSpan silence, long outputBytes, Action<ReadOnlyMemory<byte>> sink) =>
        ReportingAsync(tools.RunAsync(command, silence, outputBytes, sink));

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

    private async Task<CommandResult> ReportingAsync(Task<CommandResult> run)
    {
        while (await Task.WhenAny(run, Task.Delay(ReportEvery)) != run)
        {
            await ProgressAsync();
        }

        var result = await run;
        return result.CageFailed ? throw new CageFailedException(result.Errors) : result;
    }

    /// <summary>Tells the client that work goes on.</summary>
    public Task ProgressAsync() => replies.ProgressAsync();

    /// <summary>A new file name of the reader's own in the scratch folder, fit to be handed to the client.</summary>
    public string NewFile(string ending = "")
    {
        files++;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"made-{files:00000}{ending}");
    }
}
