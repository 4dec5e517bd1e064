using System.Globalization;
using System.Reflection;
using KnowledgeBase.Extraction.Confinement;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Legacy;

/// <summary>How asking LibreOffice for a document ended.</summary>
public enum OfficeEnding
{
    Converted,
    NothingMade,
    TimedOut,
}

/// <summary>
/// LibreOffice in a cage with a profile of its own, kept from one document to the next: a start costs more than most documents. A small
/// program in the profile waits for requests in a folder. It ends by itself after some seconds without one, and is replaced after a
/// number of documents, when it dies, and when a document holds it up.
/// </summary>
public sealed class OfficeService : IAsyncDisposable
{
    private const int DocumentsPerProcess = 100;
    private const int MostProcessorSeconds = 600;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(15);
    private CagedProcess? process;
    private string folder = "";
    private int served;

    /// <summary>True when LibreOffice is there.</summary>
    public static bool Installed => InstalledTools.Has("soffice");

    /// <summary>Has a document written again, as PDF and as docx, xlsx or pptx: whatever of these can be made lies at <paramref name="target"/> with its ending.</summary>
    /// <param name="context">The document.</param>
    /// <param name="target">A path in the scratch folder without ending.</param>
    public async Task<OfficeEnding> ConvertAsync(ReadingContext context, string target)
    {
        var ending = await AskAsync(context, target);
        if (!context.Tools.MayKeepTools || served >= DocumentsPerProcess)
        {
            await DisposeAsync();
        }

        return ending;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
            process = null;
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<OfficeEnding> AskAsync(ReadingContext context, string target)
    {
        // One that has served before may just have ended for want of work, or been spoilt by an earlier document: a fresh one decides.
        while (true)
        {
            if (process is { HasExited: true })
            {
                await DisposeAsync();
            }

            var used = process is not null;
            if (process is null && !await StartAsync(context))
            {
                return OfficeEnding.NothingMade;
            }

            if (await RequestAsync(context, target) is { } ending)
            {
                return ending;
            }

            await DisposeAsync();
            if (!used)
            {
                return OfficeEnding.NothingMade;
            }
        }
    }

    /// <summary>Null when the program died.</summary>
    private async Task<OfficeEnding?> RequestAsync(ReadingContext context, string target)
    {
        served++;
        var name = served.ToString(CultureInfo.InvariantCulture);
        var (request, done) = (Path.Combine(folder, name + ".go"), Path.Combine(folder, name + ".done"));
        var seenTarget = context.PathOf(new(context.Scratch, context.Scratch)) + "/" + Path.GetFileName(target);
        await File.WriteAllLinesAsync(request + ".new", [context.Document, seenTarget]);
        File.Move(request + ".new", request);
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!File.Exists(done))
        {
            if (process!.HasExited)
            {
                return await process.CageFailedAsync() ? throw new CageFailedException("LibreOffice could not be started.") : null;
            }

            if (System.Diagnostics.Stopwatch.GetElapsedTime(begun) > Time)
            {
                await DisposeAsync();
                return OfficeEnding.TimedOut;
            }

            await Task.Delay(Poll);
            await context.ProgressAsync();
        }

        return File.Exists(target + ".pdf") ? OfficeEnding.Converted : OfficeEnding.NothingMade;
    }

    private async Task<bool> StartAsync(ReadingContext context)
    {
        served = 0;
        folder = Directory.CreateTempSubdirectory("office-").FullName;
        var basic = Directory.CreateDirectory(Path.Combine(folder, "user", "basic", "Standard")).FullName;
        await WriteAsync("registrymodifications.xcu", Path.Combine(folder, "user"));
        await WriteAsync("script.xlc", Path.Combine(folder, "user", "basic"));
        await WriteAsync("script.xlb", basic);
        await WriteAsync("Service.xba", basic);

        // The same paths inside and outside: the document's and the scratch folder stay where they are from one document to the next.
        var input = Path.GetDirectoryName(context.Document)!;
        process = await context.Tools.StartAsync(new()
        {
            Program = "soffice",
            Arguments =
            [
                "--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", $"-env:UserInstallation=file://{folder}",
                "macro:///Standard.Service.Serve",
            ],
            Bindings = [new(input, input), new(context.Scratch, context.Scratch, Writable: true), new(folder, folder, Writable: true)],
            Environment = new Dictionary<string, string> { ["HOME"] = folder, ["KB_OFFICE"] = folder },
            CpuSeconds = MostProcessorSeconds,
            AddressSpace = null,
            FileSize = context.Limits.FileSize,
            Processes = 128,
            NeedsProc = true,
        });
        if (process is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return process is not null;
    }

    private static async Task WriteAsync(string name, string folder)
    {
        await using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("profile/" + name)!;
        await using var file = File.Create(Path.Combine(folder, name));
        await resource.CopyToAsync(file);
    }
}
