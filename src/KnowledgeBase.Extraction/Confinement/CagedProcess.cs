using System.Diagnostics;

namespace KnowledgeBase.Extraction.Confinement;

/// <summary>A program that goes on running in its cage; its output is not kept but the first line of its errors. It ends with its owner, or when it is disposed.</summary>
public sealed class CagedProcess : IAsyncDisposable
{
    private readonly Process process;

    private string firstError = "";

    private CagedProcess(Process process) => this.process = process;

    public bool HasExited => process.HasExited;

    /// <summary>After it has exited: true when its cage could not be set up, so that it never ran.</summary>
    public async Task<bool> CageFailedAsync()
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode != 0 && CommandResult.IsOfCage(Volatile.Read(ref firstError));
    }

    /// <summary>Starts a program; null when it cannot be started.</summary>
    public static async Task<CagedProcess?> StartAsync(Cage cage, CagedCommand command)
    {
        try
        {
            var process = await ProcessGroup.StartAsync(cage.StartInfo(command)).ConfigureAwait(false);
            process.StandardInput.Close();
            process.OutputDataReceived += static (_, _) => { };
            var started = new CagedProcess(process);
            process.ErrorDataReceived += (_, line) => Interlocked.CompareExchange(ref started.firstError, line.Data ?? "", "");
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return started;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not installed, or not to be started: the caller goes another way.
            return null;
        }
    }

    /// <summary>Kills the whole group.</summary>
    public async ValueTask DisposeAsync()
    {
        ProcessGroup.Kill(process);
        await process.WaitForExitAsync().ConfigureAwait(false);
        process.Dispose();
    }
}
