using System.CommandLine;
using System.Text.Json;
using KnowledgeBase.Cli.Connection;

namespace KnowledgeBase.Cli.Commands;

/// <summary><c>kb queue</c>: what is on its way in and what did not get in, with reasons; holding the intake, letting it go, and asking again.</summary>
internal static class QueueCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "The answer as JSON" };
        var command = new Command("queue", "What waits, failed or is parked, with rate and time left") { json };
        command.SetAction(async (parse, cancellation) =>
        {
            await using var archive = await ArchiveConnection.OpenAsync(parse.DataDirectory(), cancellation);
            Print(await archive.GetAsync("/api/v1/administration/queue?take=1000", cancellation), parse.GetValue(json));
            return ExitCode.Done;
        });
        command.Subcommands.Add(Acting("pause", "Begin no further documents until told; what arrives is kept", takesIds: false));
        command.Subcommands.Add(Acting("resume", "Go on reading", takesIds: false));
        command.Subcommands.Add(Acting("cancel", "Do not read these documents until asked again", takesIds: true));
        command.Subcommands.Add(Acting("retry", "Read these documents again now; none named: all that failed, wait or are parked", takesIds: true));
        return command;
    }

    private static Command Acting(string name, string description, bool takesIds)
    {
        var ids = new Argument<string[]>("ID") { Description = "Documents", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(name, description);
        if (takesIds)
        {
            command.Arguments.Add(ids);
        }

        command.SetAction(async (parse, cancellation) =>
        {
            await using var archive = await ArchiveConnection.OpenAsync(parse.DataDirectory(), cancellation);
            Print(await archive.PostAsync($"/api/v1/administration/queue/{name}", new { ids = takesIds ? parse.GetValue(ids) : [] }, cancellation), json: false);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(JsonElement answer, bool json)
    {
        if (json)
        {
            Console.WriteLine(answer.GetRawText());
        }
        else
        {
            PlainAnswer.Print(answer, Console.Out);
        }
    }
}
