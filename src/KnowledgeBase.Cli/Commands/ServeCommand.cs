using System.CommandLine;
using KnowledgeBase.Cli.Connection;

namespace KnowledgeBase.Cli.Commands;

/// <summary><c>kb serve</c>: the site and the API until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var urls = new Option<string[]>("--urls")
        {
            Description = "Addresses to listen on, such as http://0.0.0.0:5080; loopback unless told otherwise",
            DefaultValueFactory = _ => ["http://127.0.0.1:5080"],
        };
        var hosts = new Option<string[]>("--host") { Description = "Names under which the site is reached, beside the loopback names" };
        var command = new Command("serve", "Serve the site; ready when /health/ready answers 200") { urls, hosts };
        command.SetAction(async (parse, cancellation) =>
        {
            await using var host = await ServerHost.StartAsync(
                new ServerHostOptions
                {
                    DataDirectory = parse.DataDirectory(),
                    Urls = [.. parse.GetValue(urls)!.SelectMany(u => u.Split(';', StringSplitOptions.RemoveEmptyEntries))],
                    Hosts = parse.GetValue(hosts) ?? [],
                },
                cancellation);
            Console.WriteLine($"Serving at {host.Server.Url}");
            await host.StoppedAsync();
            return ExitCode.Done;
        });
        return command;
    }
}
