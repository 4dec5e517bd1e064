using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Extraction.Confinement;
using KnowledgeBase.Extraction.Protocol;

namespace KnowledgeBase.Extraction;

/// <summary>The worker died or broke the conversation while it read a document.</summary>
internal sealed class WorkerDiedException(string reason) : Exception(reason);

/// <summary>The worker was silent for too long, or took too long in all.</summary>
internal sealed class WorkerTimeoutException(string reason) : Exception(reason);

/// <summary>The caller's sink could not take what was read; no fault of worker or document.</summary>
internal sealed class SinkFailedException(Exception inner) : Exception(inner.Message, inner);

/// <summary>
/// One confined worker and its two folders: <c>in</c>, read-only to it, holds nothing but the document being read;
/// <c>out</c> takes what it makes.
/// </summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    /// <summary>Less than the idle time after which it ends by itself.</summary>
    private static readonly TimeSpan OfficeStays = TimeSpan.FromSeconds(12);

    private readonly Process process;
    private readonly string root;
    private readonly Cage cage;
    private readonly ExtractorOptions options;
    private long lastOffice;

    private WorkerProcess(Process process, string root, Cage cage, ExtractorOptions options)
    {
        this.process = process;
        this.root = root;
        this.cage = cage;
        this.options = options;
    }

    /// <summary>Counts the changes of installed programs before this worker was started.</summary>
    public int Generation { get; private init; }

    /// <summary>Documents read so far.</summary>
    public int Served { get; private set; }

    /// <summary>True when its last use of LibreOffice is so recent that it should still be running there.</summary>
    public bool HasOffice => lastOffice != 0 && Stopwatch.GetElapsedTime(lastOffice) < OfficeStays;

    /// <summary>For the pool: it was handed out with LibreOffice running, or to a document that will have it started.</summary>
    public bool IsOutWithOffice { get; set; }

    /// <summary>Resident bytes after the last document.</summary>
    public long ResidentBytes { get; private set; }

    private CageBinding Input => new(Path.Combine(root, "in"), "/document");

    private CageBinding Output => new(Path.Combine(root, "out"), "/scratch", Writable: true);

    /// <summary>Starts a worker; it is up when it answers its first request.</summary>
    /// <exception cref="WorkerDiedException">It cannot be started.</exception>
    public static async Task<WorkerProcess> StartAsync(ExtractorOptions options, Cage cage, int generation)
    {
        var root = Directory.CreateDirectory(Path.Combine(options.WorkFolder, $"kb-worker-{Guid.NewGuid():N}")).FullName;
        Directory.CreateDirectory(Path.Combine(root, "in"));
        var output = Directory.CreateDirectory(Path.Combine(root, "out"));
        if (cage.Level == ConfinementLevel.OtherUser && !OperatingSystem.IsWindows())
        {
            output.UnixFileMode = (UnixFileMode)0b111_111_111;
        }

        try
        {
            var process = await ProcessGroup.StartAsync(StartInfo(options, cage, root)).ConfigureAwait(false);
            var worker = new WorkerProcess(process, root, cage, options) { Generation = generation };
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            return worker;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            Directory.Delete(root, recursive: true);
            throw new WorkerDiedException($"The reader of documents could not be started: {error.Message}.");
        }
    }

    /// <summary>Has the document read into a sink; the answer's children and rendition are still names in the output folder.</summary>
    /// <exception cref="WorkerDiedException">It died, or its answer broke the rules.</exception>
    /// <exception cref="WorkerTimeoutException">It took too long.</exception>
    /// <exception cref="SinkFailedException">The sink failed.</exception>
    public async Task<ExtractionResult> ReadAsync(ExtractionRequest request, IReadingSink sink, CancellationToken cancellation)
    {
        StageInput(request.Path);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var started = Stopwatch.GetTimestamp();
        try
        {
            deadline.CancelAfter(options.Limits.Silence);
            var message = new WorkerRequest
            {
                Document = cage.PathOf(Input) + "/file",
                Scratch = cage.PathOf(Output),
                OriginalName = request.OriginalName,
                OcrLanguages = request.OcrLanguages,
                Limits = options.Limits,
            };
            await Frames.WriteAsync(
                process.StandardInput.BaseStream, message, WorkerJson.Lean.WorkerRequest, deadline.Token).ConfigureAwait(false);
            return await AnswerAsync(sink, started, deadline).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var seconds = (int)Stopwatch.GetElapsedTime(started).TotalSeconds;
            throw new WorkerTimeoutException(string.Create(
                CultureInfo.InvariantCulture, $"Reading was stopped after {seconds} seconds because it did not get on."));
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw new WorkerDiedException("The reader of this document stopped in the middle of its work.");
        }
    }

    /// <summary>The real path of a file the worker made, or null when it is not a plain file of its output folder.</summary>
    public string? OutputFile(string name)
    {
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') || name.StartsWith('.'))
        {
            return null;
        }

        var path = Path.Combine(root, "out", name);
        return File.Exists(path) && new FileInfo(path).LinkTarget is null ? path : null;
    }

    /// <summary>Empties both folders, so that the next document meets nothing of this one.</summary>
    public void Clear()
    {
        File.Delete(Path.Combine(root, "in", "file"));
        foreach (var entry in new DirectoryInfo(Path.Combine(root, "out")).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        ProcessGroup.Kill(process);
        await process.WaitForExitAsync().ConfigureAwait(false);
        process.Dispose();
        try
        {
            Directory.Delete(root, recursive: true);
        }
        catch (IOException)
        {
            // A tool of the dead group may still be letting go of a file; the work folder is emptied at the next start.
            return;
        }
    }

    private static ProcessStartInfo StartInfo(ExtractorOptions options, Cage cage, string root)
    {
        var runtime = new CageBinding(RuntimeRoot(), "/runtime");
        var program = new CageBinding(Path.GetDirectoryName(Path.GetFullPath(options.WorkerPath))!, "/reader");
        var command = new CagedCommand
        {
            Program = Path.Combine(cage.PathOf(runtime), "dotnet"),
            Arguments =
            [
                Path.Combine(cage.PathOf(program), Path.GetFileName(options.WorkerPath)),
                cage.Level.ToString(),
            ],
            Bindings =
            [
                runtime,
                program,
                new(Path.Combine(root, "in"), "/document"),
                new(Path.Combine(root, "out"), "/scratch", Writable: true),
            ],
            Environment = new Dictionary<string, string>
            {
                ["DOTNET_GCHeapHardLimit"] = options.WorkerHeap.ToString("X", CultureInfo.InvariantCulture),
                ["DOTNET_EnableDiagnostics"] = "0",
                // Compiled well at once: it reads the same way a few hundred times, and its loops are long from the first file on.
                ["DOTNET_TieredCompilation"] = "0",
                ["DOTNET_gcConcurrent"] = "0",
                ["HOME"] = cage.PathOf(new(Path.Combine(root, "out"), "/scratch")),
            },
            CpuSeconds = null,
            AddressSpace = null,
            Data = options.WorkerHeap + (400L << 20),
            FileSize = options.Limits.FileSize,
            Processes = 512,
            NeedsProc = true,
        };
        return cage.StartInfo(command);
    }

    /// <summary>Folder of the runtime this program runs on: the one that holds the dotnet command.</summary>
    private static string RuntimeRoot() =>
        Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private async Task<ExtractionResult> AnswerAsync(IReadingSink sink, long started, CancellationTokenSource deadline)
    {
        var left = options.AnswerBytes;
        while (true)
        {
            var frame = await Frames.ReadAsync(
                process.StandardOutput.BaseStream, WorkerJson.Lean.WorkerReply, left, deadline.Token).ConfigureAwait(false)
                ?? throw new WorkerDiedException("The reader of this document ended unexpectedly; most likely the file is damaged or made to do harm.");
            left -= frame.Bytes;
            Hand(frame.Message, sink);
            if (frame.Message.Result is { } result)
            {
                Served++;
                ResidentBytes = frame.Message.ResidentBytes;
                if (result.Tool.StartsWith(InstalledTools.OfficeName, StringComparison.Ordinal))
                {
                    lastOffice = Stopwatch.GetTimestamp();
                }

                return result with { Pages = [], Hidden = [] };
            }

            var rest = options.Limits.WallTime - Stopwatch.GetElapsedTime(started);
            deadline.CancelAfter(rest < options.Limits.Silence ? Max(rest, TimeSpan.Zero) : options.Limits.Silence);
        }
    }

    private static void Hand(WorkerReply reply, IReadingSink sink)
    {
        try
        {
            foreach (var page in reply.Pages ?? [])
            {
                sink.Add(page);
            }

            foreach (var passage in reply.Hidden ?? [])
            {
                sink.Add(passage);
            }
        }
        catch (Exception fault)
        {
            throw new SinkFailedException(fault);
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>
    /// Puts the document into the input folder: by a hard link where the folder is read-only to the worker, else as a copy,
    /// so that an original can never be written to.
    /// </summary>
    private void StageInput(string path)
    {
        var staged = Path.Combine(root, "in", "file");
        if (cage.Level == ConfinementLevel.Cage && HardLink.TryCreate(path, staged))
        {
            return;
        }

        File.Copy(path, staged, overwrite: true);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(staged, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }
}
