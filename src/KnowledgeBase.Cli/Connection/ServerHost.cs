using System.Net.Sockets;
using System.Security.Cryptography;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Search;
using KnowledgeBase.Web;
using KnowledgeBase.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Cli.Connection;

/// <summary>What a server must be told at start.</summary>
internal sealed record ServerHostOptions
{
    public required string DataDirectory { get; init; }

    /// <summary>Addresses to listen on; empty: a free loopback port.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>Host names to answer to, beside the loopback names and those of <see cref="Urls"/>.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Errors alone are logged: for a server that lives as long as one command.</summary>
    public bool Quiet { get; init; }

    /// <summary>It is there for one question that changes nothing: what waits to be read or indexed goes on waiting.</summary>
    public bool Asked { get; init; }
}

/// <summary>
/// The composition root: opens the data directory under its lock, puts catalogue, search index, extractor and pipeline
/// together, and serves the site. Stops in the opposite order.
/// </summary>
internal sealed class ServerHost : IAsyncDisposable
{
    /// <summary>The first runtime without a known hole that a stranger could use.</summary>
    private static readonly Version SafeRuntime = new(10, 0, 13);

    private readonly WebApplication _app;
    private readonly Archive _archive;

    private ServerHost(WebApplication app, Archive archive, RunningServer server)
    {
        _app = app;
        _archive = archive;
        Server = server;
    }

    public RunningServer Server { get; }

    /// <summary>True when the data directory held no document at start.</summary>
    public bool IsNewArchive => _archive.WasNew;

    /// <exception cref="CommandFailure">The data directory is in use or damaged, or an address is taken.</exception>
    public static async Task<ServerHost> StartAsync(ServerHostOptions options, CancellationToken cancellation)
    {
        var archive = Archive.Open(options.DataDirectory);
        try
        {
            var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            var app = Build(options, archive, key);
            await app.StartAsync(cancellation);
            await archive.Ingestion.StartAsync(options.Asked);
            if (options.Quiet)
            {
                // A command asks right away, a server answers "not ready" meanwhile; and one question reads what it is translated with itself.
                await RebuiltAsync(archive.Ingestion, cancellation);
            }
            else
            {
                archive.WarmUp();
                await archive.PrepareAsync(cancellation);
                archive.Rehearse();
            }

            Warn(app.Logger, options);
            var server = new RunningServer(LoopbackAddress(app), key, Environment.ProcessId);
            server.WriteTo(options.DataDirectory);
            return new ServerHost(app, archive, server);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            await archive.DisposeAsync();
            throw new CommandFailure($"cannot listen on {string.Join(", ", options.Urls)}: {failure.Message}", ExitCode.DataDirectory, failure);
        }
    }

    /// <summary>A path on this site that signs one person in, once.</summary>
    public string NewSignInLink() => _app.Services.GetRequiredService<SignInLinks>().Create();

    /// <summary>Completes when the process is told to stop.</summary>
    public Task StoppedAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        RunningServer.Remove(_archive.Directory.Root);
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _archive.DisposeAsync();
    }

    /// <summary>Waits for the index; a fault of the disk is told and not waited out, as a server would.</summary>
    private static async Task RebuiltAsync(IngestionService ingestion, CancellationToken cancellation)
    {
        while (await Task.WhenAny(ingestion.Rebuilding, Task.Delay(TimeSpan.FromSeconds(1), cancellation)) != ingestion.Rebuilding)
        {
            if (ingestion.Progress().Trouble is { Length: > 0 } trouble)
            {
                throw new CommandFailure($"the search index cannot be built: {trouble}", ExitCode.DataDirectory);
            }

            cancellation.ThrowIfCancellationRequested();
        }

        await ingestion.Rebuilding;
    }

    private static WebApplication Build(ServerHostOptions options, Archive archive, string key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Urls.Count > 0 ? [.. options.Urls] : ["http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(options.Quiet ? LogLevel.Error : LogLevel.Warning);
        // The sealing keys lie in the data directory, readable by its owner only, beside files that are worth more.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddSingleton(archive.Catalogue);
        builder.Services.AddSingleton<ISearchIndex>(archive.Index);
        builder.Services.AddSingleton(archive.Ingestion);
        builder.Services.AddSingleton(archive.Contents);
        builder.Services.AddKnowledgeBaseSite(new SiteOptions
        {
            StateDirectory = archive.Directory.Root,
            Confinement = archive.ConfinementAsync,
            CommandKey = key,
            ForOneCommand = options.Quiet,
            Hosts = [.. new SiteOptions { StateDirectory = "" }.Hosts, .. options.Hosts, .. options.Urls.Select(HostOf)],
        });
        var app = builder.Build();
        app.MapKnowledgeBaseSite();
        return app;
    }

    private static void Warn(ILogger log, ServerHostOptions options)
    {
        if (Environment.Version < SafeRuntime && !options.Quiet)
        {
            log.LogWarning(
                "ASP.NET Core {Running} has a published vulnerability (CVE-2026-88092): update the runtime to {Safe} or newer.", Environment.Version, SafeRuntime);
        }
    }

    /// <summary>"*" and "+" and 0.0.0.0 mean every address of the machine; then any host name is answered to.</summary>
    private static string HostOf(string url)
    {
        var host = BindingAddress.Parse(url).Host;
        return host is "+" or "0.0.0.0" or "[::]" ? "*" : host;
    }

    private static string LoopbackAddress(WebApplication app)
    {
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return bound.Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//[::]:", "//127.0.0.1:", StringComparison.Ordinal).TrimEnd('/');
    }
}
