using System.CommandLine;
using System.Text.Json;
using KnowledgeBase.Cli.Connection;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Ingestion.Stores;

namespace KnowledgeBase.Cli.Commands;

/// <summary>Commands on the archive as a whole. Each is one call of the administration API and the words for its answer.</summary>
internal static class ArchiveCommands
{
    private static readonly Option<bool> Json = new("--json") { Description = "The answer as JSON" };

    public static Command Status() => Calling(
        new Command("status", "Numbers: documents, pages, what waits and what failed"),
        (archive, _, cancellation) => archive.GetAsync("/api/v1/administration/status", cancellation),
        _ => ExitCode.Done,
        asks: true);

    public static Command Check() => Calling(
        new Command("check", "Compare files, catalogue and index"),
        (archive, _, cancellation) => archive.PostAsync("/api/v1/administration/check", new { }, cancellation),
        answer => answer.GetProperty("findings").GetArrayLength() == 0 ? ExitCode.Done : ExitCode.DataDirectory);

    public static Command Reindex() => Calling(
        new Command("reindex", "Build the search index anew from catalogue and texts, beside the old one"),
        (archive, _, cancellation) => archive.PostAsync("/api/v1/administration/reindex", new { }, cancellation),
        _ => ExitCode.Done);

    public static Command Reextract()
    {
        var ids = new Argument<string[]>("ID") { Description = "Documents to read again; none: all that a new tool or part would change", Arity = ArgumentArity.ZeroOrMore };
        return Calling(
            new Command("reextract", "Read files again") { ids },
            (archive, parse, cancellation) => archive.PostAsync("/api/v1/administration/reextract", new { ids = parse.GetValue(ids) }, cancellation),
            _ => ExitCode.Done);
    }

    public static Command Backup()
    {
        var file = new Argument<string>("FILE") { Description = "Where the backup goes; must not exist" };
        return Calling(
            new Command("backup", "One file of all that matters, while serving") { file },
            (archive, parse, cancellation) => archive.PostAsync("/api/v1/administration/backup", new { file = Path.GetFullPath(parse.GetValue(file)!) }, cancellation),
            _ => ExitCode.Done);
    }

    public static Command Erase()
    {
        var id = new Argument<string>("ID") { Description = "The document" };
        return Calling(
            new Command("erase", "Remove a document with every trace") { id },
            (archive, parse, cancellation) => archive.PostAsync("/api/v1/administration/erase", new { id = parse.GetValue(id) }, cancellation),
            _ => ExitCode.Done);
    }

    /// <summary>Needs the directory to itself: what it holds is replaced.</summary>
    public static Command Restore()
    {
        var file = new Argument<string>("FILE") { Description = "A backup made by kb backup" };
        var command = new Command("restore", "Bring a backup back into an empty or given-up data directory") { file };
        command.SetAction(async (parse, cancellation) =>
        {
            var data = parse.DataDirectory();
            if (RunningServer.Find(data) is { } running)
            {
                throw new CommandFailure($"a server runs on {data}, at {running.Url}: stop it first");
            }

            using var directory = DataDirectory.Open(data);
            await ArchiveBackup.RestoreAsync(directory, Path.GetFullPath(parse.GetValue(file)!), cancellation);
            Console.WriteLine("Restored. The search index is built from it at the next start.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Calling(
        Command command,
        Func<ArchiveConnection, ParseResult, CancellationToken, Task<JsonElement>> call,
        Func<JsonElement, int> exitCode,
        bool asks = false)
    {
        command.Options.Add(Json);
        command.SetAction(async (parse, cancellation) =>
        {
            await using var archive = await ArchiveConnection.OpenAsync(parse.DataDirectory(), cancellation, asks);
            var answer = await call(archive, parse, cancellation);
            if (parse.GetValue(Json))
            {
                Console.WriteLine(answer.GetRawText());
            }
            else
            {
                PlainAnswer.Print(answer, Console.Out);
            }

            return exitCode(answer);
        });
        return command;
    }
}
