using KnowledgeBase.Extraction.Confinement;

namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>The native tools, each run in a cage of its own with only what it is given.</summary>
public sealed class ToolBox(Cage cage)
{
    /// <summary>Path under which a bound file is seen by the tool.</summary>
    public string PathOf(CageBinding binding) => cage.PathOf(binding);

    /// <summary>Runs a tool and hands its output over as it comes.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="silence">Longest wait for output.</param>
    /// <param name="outputBytes">Most output taken.</param>
    /// <param name="sink">Takes the output.</param>
    public Task<CommandResult> RunAsync(CagedCommand command, TimeSpan silence, long outputBytes, Action<ReadOnlyMemory<byte>> sink) =>
        CommandRunner.RunAsync(cage, command, silence, outputBytes, sink, CancellationToken.None);

    /// <summary>Runs a tool and returns its output.</summary>
    public Task<CommandResult> RunAsync(CagedCommand command, TimeSpan time, long outputBytes) =>
        CommandRunner.RunAsync(cage, command, time, outputBytes, CancellationToken.None);

    /// <summary>Starts a tool that goes on running; null when it cannot be started.</summary>
    public Task<CagedProcess?> StartAsync(CagedCommand command) => CagedProcess.StartAsync(cage, command);

    /// <summary>True when a tool that goes on running sees nothing but what it is given, so that it may be kept from one document to the next.</summary>
    public bool MayKeepTools => cage.Level == ConfinementLevel.Cage;
}
