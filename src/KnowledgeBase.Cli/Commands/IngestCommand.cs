using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using KnowledgeBase.Cli.Connection;
using KnowledgeBase.Cli.Ingesting;
using KnowledgeBase.Ingestion;

namespace KnowledgeBase.Cli.Commands;

/// <summary><c>kb ingest PATH…</c>: files, folders and archives into the archive; tells of each what became of it.</summary>
internal static class IngestCommand
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files and folders", Arity = ArgumentArity.OneOrMore };
        var collection = new Option<string?>("--collection") { Description = "The collection they go into" };
        var json = new Option<bool>("--json") { Description = "One JSON line a file" };
        var wait = new Option<bool>("--wait") { Description = "Return when every file is decided (this is always so)" };
        var command = new Command("ingest", "Take files, folders and archives in") { paths, collection, json, wait };
        command.SetAction(async (parse, cancellation) =>
        {
            await using var archive = await ArchiveConnection.OpenAsync(parse.DataDirectory(), cancellation);
            var asJson = parse.GetValue(json);
            var show = !asJson && !Console.IsOutputRedirected;
            var counting = show ? Task.Run(() => parse.GetValue(paths)!.Sum(FolderSource.Count), cancellation) : Task.FromResult(0);
            var progress = new IngestProgress(show, () => counting.IsCompletedSuccessfully ? counting.GetAwaiter().GetResult() : null);
            var tally = await new Ingest(archive, parse.GetValue(collection)).RunAsync(
                parse.GetValue(paths)!,
                file =>
                {
                    if (asJson)
                    {
                        Console.WriteLine(JsonSerializer.Serialize(file, Lines));
                    }

                    progress.Tell(file);
                },
                cancellation);
            progress.Finish(tally, quiet: asJson);
            return tally.NotIn > 0 ? ExitCode.SomeInputsRefused : ExitCode.Done;
        });
        return command;
    }
}
