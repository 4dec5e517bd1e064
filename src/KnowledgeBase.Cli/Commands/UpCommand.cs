using System.CommandLine;
using KnowledgeBase.Cli.Connection;
using KnowledgeBase.Cli.Ingesting;

namespace KnowledgeBase.Cli.Commands;

/// <summary><c>kb up</c>: the running site; at the first start with the sample archive in it.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on the loopback address", DefaultValueFactory = _ => 5080 };
        var command = new Command("up", "Everything to the running site, with the samples in it") { port };
        command.SetAction(async (parse, cancellation) =>
        {
            var data = parse.DataDirectory();
            if (RunningServer.Find(data) is { } running)
            {
                throw new CommandFailure($"a server already runs on {data}, at {running.Url}");
            }

            await using var host = await ServerHost.StartAsync(
                new ServerHostOptions { DataDirectory = data, Urls = [$"http://127.0.0.1:{parse.GetValue(port)}"] }, cancellation);
            Console.WriteLine($"The archive:          {host.Server.Url}/");
            Console.WriteLine($"Signed in, this once: {host.Server.Url}{host.NewSignInLink()}");
            var samples = Path.Combine(GlobalOptions.Root, "samples", "archive");
            if (host.IsNewArchive && Directory.Exists(samples))
            {
                await LoadSamplesAsync(data, samples, cancellation);
            }

            Console.WriteLine("Stop with Ctrl+C.");
            await host.StoppedAsync();
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task LoadSamplesAsync(string data, string samples, CancellationToken cancellation)
    {
        Console.WriteLine("Loading the sample archive; what is in is searchable at once …");
        await using var archive = await ArchiveConnection.OpenAsync(data, cancellation);
        var tally = await new Ingest(archive, collection: null).RunAsync([samples], _ => { }, cancellation);
        Console.WriteLine($"{tally.In} documents are in.");
    }
}
