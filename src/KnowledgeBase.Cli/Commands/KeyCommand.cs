using System.CommandLine;
using KnowledgeBase.Cli.Connection;

namespace KnowledgeBase.Cli.Commands;

/// <summary><c>kb key add NAME</c>: a key for writing, shown once, kept hashed.</summary>
internal static class KeyCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "Whose key it is" };
        var add = new Command("add", "Make a key for writing; it is shown once") { name };
        add.SetAction(async (parse, cancellation) =>
        {
            await using var archive = await ArchiveConnection.OpenAsync(parse.DataDirectory(), cancellation);
            var made = await archive.PostAsync("/api/v1/administration/keys", new { name = parse.GetValue(name) }, cancellation);
            Console.WriteLine(made.GetProperty("key").GetString());
            Console.Error.WriteLine("This key is shown only now. Send it as 'Authorization: Bearer …', or enter it on the sign-in page.");
            return ExitCode.Done;
        });
        return new Command("key", "Keys for writing") { add };
    }
}
