using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Cli.Lucene;

/// <summary>
/// <c>kb lucene build [--cfs=true] [--merge=tiered|none] [--perSegment=N | --ramMB=N] [--open=CREATE|APPEND|CREATE_OR_APPEND] LINES INDEX</c>:
/// an index from JSON lines of analysed fields and operations (add, update, delete, flush, commit, merge, expunge); the end commits.
/// LINES <c>-</c> is the standard input.
/// </summary>
public static class Build
{
    /// <summary>Exit code 0, 3 for wrong use, 1 when the lines or the index are at fault.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        for (; at < args.Length && args[at].StartsWith("--", StringComparison.Ordinal); at++)
        {
            var equals = args[at].IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) return Usage(errors);
            options[args[at][2..equals]] = args[at][(equals + 1)..];
        }
        if (args.Length - at != 2) return Usage(errors);
        try
        {
            using var lines = args[at] == "-" ? Console.In : new StreamReader(args[at]);
            using var directory = new FileSystemDirectory(args[at + 1]);
            return Run(lines, directory, WriterOptions(options), output);
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or JsonException)
        {
            errors.WriteLine(e.Message);
            return 1;
        }
    }

    /// <summary>Runs the lines against any directory.</summary>
    public static int Run(TextReader lines, IndexDirectory directory, IndexWriterOptions options, TextWriter output)
    {
        var clock = Stopwatch.StartNew();
        using var writer = IndexWriter.Open(directory, options);
        var document = new IndexDocument();
        long adds = 0, deletes = 0, commits = 0;
        var number = 0;
        while (lines.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0 || line[0] == '#') continue;
            using var json = Parse(line, number);
            var root = json.RootElement;
            var operation = root.TryGetProperty("op", out var op) ? op.GetString() : "add";
            switch (operation)
            {
                case "add":
                    LineDocument.Fill(document, root);
                    writer.AddDocument(document);
                    adds++;
                    break;
                case "update":
                    LineDocument.Fill(document, root);
                    writer.UpdateDocument(root.GetProperty("term")[0].GetString()!, LineDocument.Bytes(root.GetProperty("term")[1]), document);
                    adds++;
                    break;
                case "delete":
                    writer.DeleteDocuments(root.GetProperty("term")[0].GetString()!, LineDocument.Bytes(root.GetProperty("term")[1]));
                    deletes++;
                    break;
                case "flush": writer.Flush(); break;
                case "commit":
                    writer.Commit(root.TryGetProperty("user", out var user)
                        ? user.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!) : null);
                    commits++;
                    break;
                case "merge": writer.ForceMerge(root.TryGetProperty("segments", out var s) ? s.GetInt32() : 1); break;
                case "expunge": writer.ExpungeDeletes(); break;
                default: throw new FormatException($"line {number}: unknown op {operation}");
            }
        }
        writer.Commit();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MAKEINDEX adds={adds} deletes={deletes} commits={commits + 1} ms={clock.ElapsedMilliseconds}"));
        return 0;
    }

    private static JsonDocument Parse(string line, int number)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw new FormatException($"line {number}: {e.Message}", e);
        }
    }

    private static IndexWriterOptions WriterOptions(Dictionary<string, string> options)
    {
        if (options.GetValueOrDefault("mode", "BEST_SPEED") != "BEST_SPEED") throw new FormatException("only the mode BEST_SPEED is written by this engine");
        if (options.ContainsKey("softdeletes")) throw new FormatException("soft deletes are not written by this engine");
        var perSegment = int.Parse(options.GetValueOrDefault("perSegment", "0"), CultureInfo.InvariantCulture);
        return new IndexWriterOptions
        {
            OpenMode = options.GetValueOrDefault("open", "CREATE") switch
            {
                "CREATE" => OpenMode.Create,
                "APPEND" => OpenMode.Append,
                "CREATE_OR_APPEND" => OpenMode.CreateOrAppend,
                var other => throw new FormatException($"unknown open mode {other}"),
            },
            MergePolicy = options.GetValueOrDefault("merge", "none") == "tiered" ? new MergePolicy() : null,
            CompoundFiles = bool.Parse(options.GetValueOrDefault("cfs", "false")),
            BackgroundMerges = options.GetValueOrDefault("scheduler", "serial") != "serial",
            BufferDocuments = perSegment > 0 ? Math.Max(2, perSegment) : 0,
            BufferBytes = perSegment > 0 ? long.MaxValue
                : (long)(double.Parse(options.GetValueOrDefault("ramMB", "256"), CultureInfo.InvariantCulture) * (1 << 20)),
        };
    }

    private static int Usage(TextWriter errors)
    {
        errors.WriteLine("usage: kb lucene build [--cfs=true] [--merge=tiered|none] [--perSegment=N | --ramMB=N] [--open=CREATE|APPEND|CREATE_OR_APPEND] LINES INDEX");
        return 3;
    }
}
