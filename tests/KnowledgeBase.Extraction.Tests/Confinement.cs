using System.Net;
using System.Net.Sockets;
using System.Text;
using KnowledgeBase.Extraction.Confinement;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>What a program in a converter's place sees of this machine.</summary>
[Collection(nameof(Reader))]
public sealed class Confinement(Reader reader)
{
    private async Task<string?> InCageAsync(string program, params string[] arguments)
    {
        var report = await reader.Extractor.ConfinementAsync(CancellationToken.None);
        if (!report.IsFull)
        {
            return null;
        }

        var input = new CageBinding(Path.Combine(reader.Folder, "input.txt"), "/document");
        await File.WriteAllTextAsync(input.Outside, "documento");
        var command = new CagedCommand { Program = program, Arguments = arguments, Bindings = [input] };
        var result = await CommandRunner.RunAsync(new(report.Level), command, TimeSpan.FromSeconds(10), 1 << 20, CancellationToken.None);
        return Encoding.UTF8.GetString(result.Output) + result.Errors;
    }

    [Fact]
    public async Task A_caged_program_reads_its_document_and_no_other_file()
    {
        if (await InCageAsync("cat", "/document", "/etc/passwd", "/etc/shadow", "/etc/hosts", reader.Folder + "/input.txt") is { } seen)
        {
            Assert.StartsWith("documento", seen, StringComparison.Ordinal);
            Assert.Equal(4, seen.Split("No such file").Length - 1);
        }
    }

    [Fact]
    public async Task A_caged_program_cannot_write_its_document_or_the_system()
    {
        if (await InCageAsync("touch", "/document", "/usr/bin/x") is { } seen)
        {
            Assert.Equal(2, seen.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
            Assert.Contains("Read-only", seen, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_caged_program_has_no_environment_of_ours()
    {
        Environment.SetEnvironmentVariable("KB_SECRET", "chiave");
        if (await InCageAsync("env") is { } seen)
        {
            Assert.DoesNotContain("chiave", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("HOME=", seen, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_caged_program_reaches_no_network()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        if (await InCageAsync("bash", "-c", $"exec 3<>/dev/tcp/127.0.0.1/{port} && echo reached") is { } seen)
        {
            Assert.DoesNotContain("reached", seen, StringComparison.Ordinal);
            Assert.False(listener.Pending());
        }
    }

    [Fact]
    public async Task A_program_that_never_ends_is_killed_with_its_children()
    {
        var cage = new Cage((await reader.Extractor.ConfinementAsync(CancellationToken.None)).Level);
        var command = new CagedCommand { Program = "bash", Arguments = ["-c", "sleep 987 & sleep 987"] };
        var result = await CommandRunner.RunAsync(cage, command, TimeSpan.FromSeconds(1), 1000, CancellationToken.None);
        Assert.Equal(CommandEnding.TimedOut, result.Ending);
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc").Where(p => char.IsAsciiDigit(Path.GetFileName(p)[0])), IsSleeping);
    }

    [Fact]
    public async Task A_program_that_floods_is_killed()
    {
        var cage = new Cage((await reader.Extractor.ConfinementAsync(CancellationToken.None)).Level);
        var command = new CagedCommand { Program = "yes", Arguments = [] };
        var result = await CommandRunner.RunAsync(cage, command, TimeSpan.FromSeconds(10), 1 << 20, CancellationToken.None);
        Assert.Equal(CommandEnding.OutputTooLarge, result.Ending);
    }

    [Fact]
    public async Task Without_a_cage_documents_are_still_read_and_it_is_said()
    {
        await using var extractor = new WorkerExtractor(new() { AllowCage = false, Parallelism = 1 });
        var report = await extractor.ConfinementAsync(CancellationToken.None);
        Assert.False(report.IsFull);
        Assert.Contains("without a cage", report.Sentence, StringComparison.Ordinal);
        var path = Path.Combine(reader.Folder, "plain.txt");
        await File.WriteAllTextAsync(path, "Senza gabbia.");
        var result = await extractor.ExtractAsync(new() { Path = path, OriginalName = "a.txt", Scratch = reader.Scratch() }, CancellationToken.None);
        Assert.Equal("Senza gabbia.", Assert.Single(result.Pages).Text);
    }

    private static bool IsSleeping(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Contains("sleep\0987", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
