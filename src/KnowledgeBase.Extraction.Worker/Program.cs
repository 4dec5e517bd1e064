using System.Text;
using KnowledgeBase.Extraction.Confinement;
using KnowledgeBase.Extraction.Protocol;
using KnowledgeBase.Extraction.Worker.Reading;

if (args is not [var name] || !Enum.TryParse<ConfinementLevel>(name, out var level))
{
    Console.Error.WriteLine("This program is started by KnowledgeBase to read documents; it is of no use by itself.");
    return 2;
}

Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
var requests = Console.OpenStandardInput();
var replies = new ReplyPipe(Console.OpenStandardOutput());
Console.SetOut(TextWriter.Null);
var reader = new DocumentReader(new ToolBox(new Cage(level, inner: true)));
while (await Frames.ReadAsync(requests, WorkerJson.Lean.WorkerRequest, Frames.MaxBytes, CancellationToken.None) is var (request, _))
{
    try
    {
        if (!await reader.ReadAsync(request, replies))
        {
            // Out of memory was survived, but nothing is owed to a heap in that state.
            return 3;
        }
    }
    catch (CageFailedException failure)
    {
        await Console.Error.WriteLineAsync(failure.Message);
        return 4;
    }
}

return 0;
