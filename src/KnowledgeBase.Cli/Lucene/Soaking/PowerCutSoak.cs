using System.Diagnostics;
using System.Globalization;

namespace KnowledgeBase.Cli.Lucene.Soaking;

/// <summary>
/// <c>kb soak power-cut [--minutes N] [--seed N] [--cuts N]</c>: a session of the engine works on a file system of its own, ext4 and XFS in turn, in an image
/// file; at a random moment the file system is shut down as by a power cut (what was not synced is gone). Mounted again, the index must open, pass the check,
/// and hold exactly the commit acknowledged last or the one under way. Needs root, xfs_io and loop devices.
/// </summary>
public static class PowerCutSoak
{
    /// <summary>Exit code 0 when every cut ended well, 1 when one did not, 3 for wrong use.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (SoakArguments.Parse(args, errors, "power-cut", ("cuts", 40)) is not { } options) return 3;
        var random = new Random(options["seed"]);
        var cuts = new Dictionary<string, int> { ["ext4"] = 0, ["xfs"] = 0 };
        for (var round = 0; options.GoesOn(round, "cuts"); round++)
        {
            var system = round % 2 == 0 ? "ext4" : "xfs";
            var seed = options["seed"] + round;
            var states = KillSoak.CommittedStates(seed);
            if (await CutAsync(system, seed, random.Next(states.Count), random.Next(20), states) is { } complaint)
            {
                await errors.WriteLineAsync($"cut {round} on {system}, seed {seed}: {complaint}");
                return 1;
            }
            cuts[system]++;
        }
        await output.WriteLineAsync($"SOAK power-cut ext4={cuts["ext4"]} xfs={cuts["xfs"]} lost=0 unopenable=0");
        return 0;
    }

    private static async Task<string?> CutAsync(string system, int seed, int commits, int milliseconds, List<Dictionary<string, string[]>> states)
    {
        var work = Directory.CreateTempSubdirectory("power-cut");
        var image = Path.Combine(work.FullName, "image");
        var index = Path.Combine(work.FullName, "index");
        var mounted = false;
        try
        {
            Directory.CreateDirectory(index);
            await using (var file = File.Create(image)) file.SetLength(320L << 20);
            await RunAsync("mkfs." + system, "-q", image);
            await RunAsync("mount", "-o", "loop", image, index);
            mounted = true;
            using (var session = Process.Start(KillSoak.Traced([], "kill-session", work.FullName, seed))!)
            {
                var note = new FileInfo(Path.Combine(work.FullName, "acknowledged"));
                while (!session.HasExited && !(note.Exists && note.Length >= commits))
                {
                    await Task.Delay(1);
                    note.Refresh();
                }
                await Task.Delay(milliseconds);
                await RunAsync("xfs_io", "-x", "-c", "shutdown", index);
                session.Kill();
                await session.WaitForExitAsync();
            }
            await RunAsync("umount", index);
            mounted = false;
            await GoneAsync(image);
            await RunAsync("mount", "-o", "loop", image, index);
            mounted = true;
            return KillSoak.Verify(work.FullName, states);
        }
        finally
        {
            if (mounted) await RunAsync("umount", index);
            work.Delete(recursive: true);
        }
    }

    /// <summary>
    /// Waits until nobody has the file system any more. A process that was shut in meanwhile, by another program of this machine, took the mount along into
    /// its own name space; until it ends, mounting the image again would only show the file system that was shut down.
    /// </summary>
    private static async Task GoneAsync(string image)
    {
        for (var begun = Stopwatch.GetTimestamp(); await RunAsync("losetup", "-j", image) != "";)
        {
            if (Stopwatch.GetElapsedTime(begun).TotalMinutes > 2) throw new IOException("Another program keeps the file system that was shut down.");
            await Task.Delay(20);
        }
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var answer = process.StandardOutput.ReadToEndAsync();
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new IOException($"{program} {string.Join(' ', arguments)}: {said.Trim()}");
        return await answer;
    }
}
