using KnowledgeBase.Extraction.Confinement;
using KnowledgeBase.Extraction.Protocol;

namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>The document being read and what its reader may use and spend.</summary>
public sealed class ReadingContext
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(3);
    private readonly WorkerRequest request;
    private readonly ToolBox tools;
    private readonly ReplyPipe replies;
    private readonly List<string> notes;
    private readonly Spent spent;

    public ReadingContext(WorkerRequest request, ToolBox tools, ReplyPipe replies)
        : this(request, tools, replies, [], new())
    {
    }

    private ReadingContext(WorkerRequest request, ToolBox tools, ReplyPipe replies, List<string> notes, Spent spent)
    {
        this.request = request;
        this.tools = tools;
        this.replies = replies;
        this.notes = notes;
        this.spent = spent;
    }

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

    /// <summary>The native tools, for one that goes on running.</summary>
    public ToolBox Tools => tools;

    /// <summary>The same reading, of a file made from the document: notes and limits are shared.</summary>
    /// <param name="path">A file of the scratch folder.</param>
    public ReadingContext Of(string path) => new(request with { Document = path }, tools, replies, notes, spent);

    /// <summary>Notes for the result, one sentence each.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Characters that may still be kept.</summary>
    public int CharactersLeft => Limits.Characters - spent.Characters;

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
            spent.Characters = Limits.Characters;
            return false;
        }

        spent.Characters += count;
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
        spent.Files++;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"made-{spent.Files:00000}{ending}");
    }

    private sealed class Spent
    {
        public int Characters { get; set; }

        public int Files { get; set; }
    }
}
