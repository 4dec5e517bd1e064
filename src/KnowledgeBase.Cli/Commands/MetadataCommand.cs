using System.CommandLine;
using System.Net.Http.Headers;
using KnowledgeBase.Cli.Connection;

namespace KnowledgeBase.Cli.Commands;

/// <summary><c>kb metadata export|import FILE</c>: the records as a table for a spreadsheet, and back with a person's corrections.</summary>
internal static class MetadataCommand
{
    private static readonly Uri Address = new("/api/v1/administration/metadata", UriKind.Relative);

    public static Command Create() => new("metadata", "The records as a CSV table, out and in") { Export(), Import() };

    private static Command Export()
    {
        var file = new Argument<string>("FILE") { Description = "Where the table goes; must not exist" };
        var command = new Command("export", "Write a row for each document") { file };
        command.SetAction(async (parse, cancellation) =>
        {
            await using var archive = await ArchiveConnection.OpenAsync(parse.DataDirectory(), cancellation);
            using var answer = await archive.Http.GetAsync(Address, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                await ArchiveConnection.ReadAsync(answer, cancellation);
            }

            await using var table = new FileStream(parse.GetValue(file)!, FileMode.CreateNew, FileAccess.Write);
            await answer.Content.CopyToAsync(table, cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = "A table as export writes it; cells that differ are taken" };
        var command = new Command("import", "Take corrected cells into the records") { file };
        command.SetAction(async (parse, cancellation) =>
        {
            await using var archive = await ArchiveConnection.OpenAsync(parse.DataDirectory(), cancellation);
            await using var table = File.OpenRead(parse.GetValue(file)!);
            using var content = new StreamContent(table);
            content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            var answer = await ArchiveConnection.ReadAsync(await archive.Http.PostAsync(Address, content, cancellation), cancellation);
            foreach (var problem in answer.GetProperty("problems").EnumerateArray())
            {
                Console.Error.WriteLine(problem.GetString());
            }

            Console.WriteLine($"{answer.GetProperty("changed").GetInt32()} records changed.");
            return answer.GetProperty("problems").GetArrayLength() == 0 ? ExitCode.Done : ExitCode.SomeInputsRefused;
        });
        return command;
    }
}
