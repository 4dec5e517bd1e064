using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeBase.Cli.Connection;

namespace KnowledgeBase.Cli.Commands;

/// <summary><c>kb search QUERY</c>: the same search as the site, as an anonymous reader has it.</summary>
internal static partial class SearchCommand
{
    public static Command Create()
    {
        var query = new Argument<string[]>("QUERY") { Description = "Words, \"phrases\", field:value …", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "The API's answer as it is" };
        var top = new Option<int>("--top") { Description = "How many hits", DefaultValueFactory = _ => 10 };
        var language = new Option<string>("--lang") { Description = "Your language, ISO 639-1", DefaultValueFactory = _ => "" };
        var why = new Option<bool>("--why") { Description = "Say of each hit why it was found" };
        var command = new Command("search", "Search the archive") { query, json, top, language, why };
        command.SetAction(async (parse, cancellation) =>
        {
            await using var archive = await ArchiveConnection.OpenAsync(parse.DataDirectory(), cancellation, asks: true);
            archive.Http.DefaultRequestHeaders.Authorization = null;
            var words = string.Join(' ', parse.GetValue(query)!);
            var answer = await archive.GetAsync(
                $"/api/v1/search?q={Uri.EscapeDataString(words)}&size={parse.GetValue(top)}&lang={Uri.EscapeDataString(parse.GetValue(language)!)}{(parse.GetValue(why) ? "&explain=on" : "")}",
                cancellation);
            if (parse.GetValue(json))
            {
                Console.WriteLine(answer.GetRawText());
            }
            else
            {
                Print(answer);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(JsonElement answer)
    {
        var number = 0;
        foreach (var hit in answer.GetProperty("hits").EnumerateArray())
        {
            var year = hit.GetProperty("year") is { ValueKind: JsonValueKind.Number } y ? $", {y}" : "";
            Console.WriteLine($"{++number}. {hit.GetProperty("title").GetString()} ({hit.GetProperty("language").GetString()}{year})  {hit.GetProperty("id").GetString()}");
            foreach (var snippet in hit.GetProperty("snippets").EnumerateArray())
            {
                Console.WriteLine($"   p. {snippet.GetProperty("page")}: {Plain(snippet.GetProperty("html").GetString()!)}");
            }

            if (hit.TryGetProperty("explanation", out var explanation))
            {
                foreach (var sentence in explanation.GetProperty("sentences").EnumerateArray())
                {
                    Console.WriteLine($"   - {sentence.GetString()}");
                }
            }
        }

        var total = answer.GetProperty("total").GetInt64();
        Console.WriteLine(total == 1 ? "1 document holds all the words." : $"{total} documents hold all the words.");
        if (answer.GetProperty("suggestion") is { ValueKind: JsonValueKind.String } better)
        {
            Console.WriteLine($"Did you mean: {better.GetString()}");
        }
    }

    /// <summary>The snippet for a terminal: matched words in bold where the terminal can, no markup elsewhere.</summary>
    private static string Plain(string html)
    {
        var (on, off) = Console.IsOutputRedirected ? ("", "") : ("\e[1m", "\e[0m");
        var marked = html.Replace("<mark>", on, StringComparison.Ordinal).Replace("</mark>", off, StringComparison.Ordinal);
        return System.Net.WebUtility.HtmlDecode(Blank().Replace(marked, " ")).Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
