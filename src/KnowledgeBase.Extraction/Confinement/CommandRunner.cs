using System.Diagnostics;
using System.Text;

namespace KnowledgeBase.Extraction.Confinement;

/// <summary>How a caged program ended.</summary>
public enum CommandEnding
{
    Exited,
    TimedOut,

    /// <summary>It wrote more than it was allowed and was killed.</summary>
    OutputTooLarge,

    /// <summary>It could not be started: the program or the cage is missing.</summary>
    NotStarted,
}

/// <summary>What a caged program left behind.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="ExitCode">Its exit code; 128 + signal when a signal ended it.</param>
/// <param name="Output">Standard output, up to the cap; empty when a sink took it.</param>
/// <param name="Errors">The start of standard error.</param>
public sealed record CommandResult(CommandEnding Ending, int ExitCode, byte[] Output, string Errors)
{
    private static readonly string[] CageTools = ["bwrap: ", "prlimit: ", "setpriv: ", "setsid: "];

    public bool Succeeded => Ending == CommandEnding.Exited && ExitCode == 0;

    /// <summary>True when the cage could not be set up, so that the program never ran: nothing of this says anything about a document.</summary>
    public bool CageFailed => Ending == CommandEnding.Exited && ExitCode != 0 && !ProgramMissing
        && IsOfCage(Errors);

    internal static bool IsOfCage(string error) => CageTools.Any(tool => error.StartsWith(tool, StringComparison.Ordinal));

    /// <summary>True when the program is not installed where the cage looks.</summary>
    public bool ProgramMissing => Ending == CommandEnding.NotStarted
        || (Ending == CommandEnding.Exited && ExitCode is 1 or 127 && Errors.Contains("failed to execute", StringComparison.Ordinal));
}

/// <summary>Runs a program in a cage with an empty standard input, reads its output with a cap, and kills its whole group on overrun.</summary>
public static class CommandRunner
{
    private const int ErrorBytes = 8192;

    /// <summary>Runs to the end and returns the output.</summary>
    public static async Task<CommandResult> RunAsync(
        Cage cage, CagedCommand command, TimeSpan time, long outputBytes, CancellationToken cancellation)
    {
        using var output = new MemoryStream();
        var result = await RunAsync(
            cage, command, time, outputBytes, (bytes) => output.Write(bytes.Span), cancellation).ConfigureAwait(false);
        return result with { Output = output.ToArray() };
    }

    /// <summary>Runs and hands output over as it comes; <paramref name="silence"/> is the longest wait for more of it.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up; the group has been killed.</exception>
    public static async Task<CommandResult> RunAsync(
        Cage cage, CagedCommand command, TimeSpan silence, long outputBytes, Action<ReadOnlyMemory<byte>> sink, CancellationToken cancellation)
    {
        Process process;
        try
        {
            process = await ProcessGroup.StartAsync(cage.StartInfo(command)).ConfigureAwait(false);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return new(CommandEnding.NotStarted, -1, [], error.Message);
        }

        using (process)
        using (var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation))
        {
            deadline.CancelAfter(silence);
            var errors = ReadErrorsAsync(process.StandardError.BaseStream);
            var ending = CommandEnding.Exited;
            try
            {
                process.StandardInput.Close();
                ending = await PumpAsync(process.StandardOutput.BaseStream, silence, outputBytes, sink, deadline).ConfigureAwait(false);
                if (ending == CommandEnding.Exited)
                {
                    await process.WaitForExitAsync(deadline.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                ending = CommandEnding.TimedOut;
            }
            finally
            {
                // A cage ends with its program; without one, what the program left running must not outlive it.
                if (!process.HasExited || cage.Level != ConfinementLevel.Cage)
                {
                    ProcessGroup.Kill(process);
                }
            }

            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            return new(ending, process.ExitCode, [], await errors.ConfigureAwait(false));
        }
    }

    private static async Task<CommandEnding> PumpAsync(
        Stream output, TimeSpan silence, long outputBytes, Action<ReadOnlyMemory<byte>> sink, CancellationTokenSource deadline)
    {
        var buffer = new byte[65536];
        long seen = 0;
        int count;
        while ((count = await output.ReadAsync(buffer, deadline.Token).ConfigureAwait(false)) > 0)
        {
            deadline.CancelAfter(silence);
            seen += count;
            if (seen > outputBytes)
            {
                return CommandEnding.OutputTooLarge;
            }

            sink(buffer.AsMemory(0, count));
        }

        return CommandEnding.Exited;
    }

    /// <summary>Keeps the start, and goes on reading so that the program is not held up by a full pipe.</summary>
    private static async Task<string> ReadErrorsAsync(Stream errors)
    {
        var kept = new byte[ErrorBytes];
        var length = 0;
        var buffer = new byte[4096];
        int count;
        while ((count = await errors.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            var take = Math.Min(count, ErrorBytes - length);
            buffer.AsSpan(0, take).CopyTo(kept.AsSpan(length));
            length += take;
        }

        return Encoding.UTF8.GetString(kept, 0, length);
    }
}
