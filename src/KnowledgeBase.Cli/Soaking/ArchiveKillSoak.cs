using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace KnowledgeBase.Cli.Soaking;

/// <summary>
/// <c>kb soak kill</c>: the real server takes a bulk load and uploads over HTTP while it and its workers are killed at
/// random moments, again and again. <c>kb soak faults</c>: the same while the disk fails under it: a write, a sync or a rename
/// that reports an error, or a disk that is full from some moment on. At the end everything acknowledged must be there, once,
/// searchable, and files, catalogue and index must agree.
/// </summary>
internal sealed class ArchiveKillSoak(SoakOptions options, bool faulty = false)
{
    private static readonly string[] DiskFaults =
        ["fsync:error=EIO:when={0}", "fdatasync:error=EIO:when={0}", "pwrite64:error=EIO:when={0}", "pwrite64:error=ENOSPC:when={0}+", "rename:error=EIO:when={0}"];

    private static readonly TimeSpan LongestOrphan = TimeSpan.FromSeconds(20);

    private const int Uploaders = 3;
    private readonly ConcurrentDictionary<int, string> acknowledged = new();
    private readonly ConcurrentBag<string> faults = [];
    private readonly ConcurrentDictionary<string, int> turnedAway = new();
    private readonly Random random = new(options.Seed);
    private readonly string folder = Directory.CreateTempSubdirectory("kb-soak-kill-").FullName;
    private readonly IReadOnlyList<string> sources = [.. SoakFiles.Find().Where(f => f.Contains("samples/archive", StringComparison.Ordinal)
        && Path.GetExtension(f) is ".txt" or ".md" or ".csv" or ".html" or ".docx" or ".odt" or ".pdf")];

    private int next;
    private int serverKills;
    private int earlyKills;
    private int workerKills;
    private int uploads;
    private int diskFaults;
    private TimeSpan orphaned;

    private int Kills => serverKills + earlyKills + workerKills;

    private string Data => Path.Combine(folder, "data");

    public async Task<int> RunAsync()
    {
        if (sources.Count == 0)
        {
            Console.Error.WriteLine("kb soak kill: the folder samples/archive is missing.");
            return ExitCode.WrongUsage;
        }

        var begun = Stopwatch.GetTimestamp();
        for (var rounds = 1; Stopwatch.GetElapsedTime(begun) < options.Time && Kills < options.Kills; rounds++)
        {
            await RoundAsync();
            if (rounds % 10 == 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(begun):mm\\:ss} {rounds} lives, {Kills} kills, {uploads} uploads, {faults.Count} faults"));
            }
        }

        try
        {
            await LookAsync();
        }
        catch (Exception broken) when (broken is CommandFailure or HttpRequestException or OperationCanceledException or JsonException)
        {
            // The undisturbed server must answer everything it is asked.
            faults.Add($"The last life broke off: {broken}");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"SOAK {(faulty ? $"faults disk={diskFaults} turned-away={turnedAway.Values.Sum()}" : "kill")} kills={Kills} (server {serverKills}, at its start {earlyKills}, workers {workerKills}) uploads={uploads} acknowledged={acknowledged.Count} faults={faults.Count} minutes={Stopwatch.GetElapsedTime(begun).TotalMinutes:F1}"));
        foreach (var fault in faults.Order(StringComparer.Ordinal).Take(50))
        {
            Console.WriteLine("FAULT " + fault);
        }

        if (faults.IsEmpty)
        {
            Directory.Delete(folder, recursive: true);
            return ExitCode.Done;
        }

        Console.WriteLine($"The archive was left in {Data}.");
        return ExitCode.SomeInputsRefused;
    }

    /// <summary>One life of the server: some starts that are cut off, then uploads, up to nine workers killed, and the server itself.</summary>
    private async Task RoundAsync()
    {
        for (var early = random.Next(3); early > 0; early--)
        {
            await ServedArchive.StartAndKillAsync(Data, TimeSpan.FromMilliseconds(random.Next(300, 5000)));
            earlyKills++;
            await NoOrphansAsync();
        }

        await using var server = faulty && random.Next(4) > 0 ? await FaultyAsync() : await ServedArchive.StartAsync(Data);
        using var over = new CancellationTokenSource();
        var uploading = Enumerable.Range(0, Uploaders).Select(i => Task.Run(() => UploadAsync(server, bulk: i > 0, over.Token))).ToList();
        await AnsweredAsync(uploads, random.Next(5) == 0 ? 0 : random.Next(1, 16));
        for (var worker = random.Next(10); worker > 0; worker--)
        {
            await Task.Delay(random.Next(50, 500));
            workerKills += server.KillWorker(random) ? 1 : 0;
        }

        await Task.Delay(random.Next(10, 1800));
        await server.KillAsync();
        serverKills++;
        await over.CancelAsync();
        await Task.WhenAll(uploading);
        await NoOrphansAsync();
    }

    /// <summary>Waits until some more uploads were answered, so that on a slow machine, too, lives end in the middle of work and not before it.</summary>
    private async Task AnsweredAsync(int before, int more)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref uploads) - before < more && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30))
        {
            await Task.Delay(20);
        }
    }

    /// <summary>A server on a disk that fails; where it fails so early that the server ends with a sentence, one on a sound disk.</summary>
    private async Task<ServedArchive> FaultyAsync()
    {
        var fault = string.Format(CultureInfo.InvariantCulture, DiskFaults[random.Next(DiskFaults.Length)], random.Next(1, 1 << random.Next(3, 11)));
        try
        {
            var server = await ServedArchive.StartAsync(Data, fault);
            diskFaults++;
            return server;
        }
        catch (CommandFailure failure) when (!failure.Message.Contains("Unhandled exception", StringComparison.Ordinal))
        {
            diskFaults++;
            return await ServedArchive.StartAsync(Data);
        }
    }

    private async Task UploadAsync(ServedArchive server, bool bulk, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            // Now and then a file that is held already, as people send things twice.
            var again = !acknowledged.IsEmpty && Random.Shared.Next(10) == 0;
            var number = again ? acknowledged.Keys.First() : Interlocked.Increment(ref next);
            var file = Copy(number);
            try
            {
                var (id, status) = await server.UploadAsync(file, bulk);
                Interlocked.Increment(ref uploads);
                if (id is null && faulty)
                {
                    turnedAway.AddOrUpdate(status, 1, (_, n) => n + 1);
                }
                else if (id is null)
                {
                    faults.Add($"{file.Name} was turned away: {status}.");
                }
                else if (acknowledged.GetOrAdd(number, id) != id)
                {
                    faults.Add($"{file.Name} is there twice: {acknowledged[number]} and {id}.");
                }

                // The queue must not grow without end: what is read in the time between kills is what can be looked at.
                await Task.Delay(bulk ? 150 : 400, CancellationToken.None);
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException or OperationCanceledException)
            {
                // The server is gone. Not acknowledged, so nothing is owed; it must not become two documents either.
                return;
            }
        }
    }

    private SoakFile Copy(int number) => SoakFiles.Copy(sources[number % sources.Count], options.Seed, number);

    /// <summary>A worker ends with its server; one that was just being started, as soon as it has come far enough to notice.</summary>
    private async Task NoOrphansAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        while (ServedArchive.Workers(Data) is { Count: > 0 } left)
        {
            if (Stopwatch.GetElapsedTime(begun) > LongestOrphan)
            {
                faults.Add($"{left.Count} workers outlived their server by {LongestOrphan.TotalSeconds} seconds.");
                return;
            }

            await Task.Delay(50);
        }

        var took = Stopwatch.GetElapsedTime(begun);
        orphaned = took > orphaned ? took : orphaned;
    }

    /// <summary>The last, undisturbed life: waits until all is read, and looks at everything.</summary>
    private async Task LookAsync()
    {
        await using var server = await ServedArchive.StartAsync(Data);
        var failed = 0;
        var begun = Stopwatch.GetTimestamp();
        for (var tries = 0; tries < 5; tries++)
        {
            await SettledAsync(server, begun);
            var stuck = new List<string>();
            foreach (var id in acknowledged.Values)
            {
                if (await StatusAsync(server, id) != "indexed")
                {
                    stuck.Add(id);
                }
            }

            if (stuck.Count == 0)
            {
                break;
            }

            // A killed worker cost these their reading, with a reason; asked for again, they must come.
            failed = stuck.Count;
            await server.PostAsync("/api/v1/administration/reextract", new { ids = stuck });
        }

        foreach (var (number, id) in acknowledged)
        {
            await LookAsync(server, number, id);
        }

        var status = await server.GetAsync("/api/v1/administration/status");
        var documents = status.GetProperty("documents").GetInt64();
        if (documents < acknowledged.Count || documents > next)
        {
            faults.Add($"{acknowledged.Count} files were acknowledged and {next} sent, {documents} documents are there.");
        }

        foreach (var finding in (await server.PostAsync("/api/v1/administration/check", new { })).GetProperty("findings").EnumerateArray())
        {
            faults.Add("check: " + finding.GetProperty("message").GetString());
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{documents} documents; {failed} had lost a reader and were read when asked for again; no worker outlived its server by more than {orphaned.TotalSeconds:F1} s"));
    }

    private async Task LookAsync(ServedArchive server, int number, string id)
    {
        var status = await StatusAsync(server, id);
        if (status != "indexed")
        {
            faults.Add($"{id} was acknowledged and is {status}.");
            return;
        }

        if (Copy(number).Token is { Length: > 0 } token)
        {
            var hits = (await server.GetAsync($"/api/v1/search?q=%22{token}%22")).GetProperty("hits");
            if (hits.GetArrayLength() != 1 || hits[0].GetProperty("id").GetString() != id)
            {
                faults.Add($"“{token}” stands in {id} alone, and {hits.GetArrayLength()} documents are found.");
            }
        }
    }

    private static async Task<string> StatusAsync(ServedArchive server, string id)
    {
        using var answer = await server.Http.GetAsync(new Uri("/api/v1/documents/" + id, UriKind.Relative));
        return answer.IsSuccessStatusCode
            ? (JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("status").GetString() ?? "")
            : string.Create(CultureInfo.InvariantCulture, $"gone ({(int)answer.StatusCode})");
    }

    private static async Task SettledAsync(ServedArchive server, long begun)
    {
        while (Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(30))
        {
            var queue = (await server.GetAsync("/api/v1/administration/status")).GetProperty("queue");
            if (queue.GetProperty("toRead").GetInt64() + queue.GetProperty("reading").GetInt64() + queue.GetProperty("toIndex").GetInt64() == 0)
            {
                return;
            }

            await Task.Delay(250);
        }
    }
}
