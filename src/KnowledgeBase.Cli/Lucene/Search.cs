using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Cli.Lucene;

/// <summary>
/// <c>kb lucene search [--top=10] [--threshold=max|N] [--repeat=N] INDEX QUERIES</c>: runs queries of <see cref="QueryParser"/>, one a line, and prints the best documents with
/// the bits of their scores: <c>Q number query</c>, <c>T hits eq|ge</c>, <c>H rank document bits score</c>, with repetitions <c>N microseconds</c>.
/// </summary>
public static class Search
{
    private const string Usage = "usage: kb lucene search INDEX QUERIES [--top 10] [--threshold max|N] [--repeat N] [--k1 1.2] [--b 0.75]";

    /// <summary>Exit code 0, or 3 for wrong use and 1 for an index that cannot be read.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { ["top"] = "10", ["threshold"] = "max", ["repeat"] = "1", ["k1"] = "1.2", ["b"] = "0.75" };
        var rest = new List<string>();
        for (int i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                rest.Add(args[i]);
                continue;
            }

            int equal = args[i].IndexOf('=', StringComparison.Ordinal);
            string key = equal < 0 ? args[i][2..] : args[i][2..equal];
            key = key == "k" ? "top" : key;
            if (!options.ContainsKey(key) || (equal < 0 && i + 1 == args.Length))
            {
                errors.WriteLine(Usage);
                return 3;
            }

            options[key] = equal < 0 ? args[++i] : args[i][(equal + 1)..];
        }

        if (rest.Count != 2)
        {
            errors.WriteLine(Usage);
            return 3;
        }

        try
        {
            using var directory = new FileSystemDirectory(rest[0]);
            using var snapshot = IndexSnapshot.Open(directory);
            var similarity = new Bm25(float.Parse(options["k1"], CultureInfo.InvariantCulture), float.Parse(options["b"], CultureInfo.InvariantCulture));
            int threshold = options["threshold"] == "max" ? int.MaxValue : int.Parse(options["threshold"], CultureInfo.InvariantCulture);
            Print(new IndexSearcher(snapshot, similarity), File.ReadLines(rest[1]), int.Parse(options["top"], CultureInfo.InvariantCulture), threshold, int.Parse(options["repeat"], CultureInfo.InvariantCulture), output);
            return 0;
        }
        catch (FormatException e)
        {
            errors.WriteLine(e.Message);
            return 3;
        }
        catch (IOException e)
        {
            errors.WriteLine(e.Message);
            return 1;
        }
    }

    /// <summary>Runs the queries and prints the lines.</summary>
    public static void Print(IndexSearcher searcher, IEnumerable<string> queries, int top, int threshold, int repeat, TextWriter output)
    {
        int number = 0;
        foreach (string line in queries.Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            number++;
            var query = QueryParser.Parse(line);
            var best = TimeSpan.MaxValue;
            TopDocs? found = null;
            for (int i = 0; i < Math.Max(1, repeat); i++)
            {
                long start = Stopwatch.GetTimestamp();
                found = searcher.Search(query, top, threshold);
                var took = Stopwatch.GetElapsedTime(start);
                best = took < best ? took : best;
            }

            output.Write(string.Create(CultureInfo.InvariantCulture, $"Q\t{number}\t{line}\nT\t{found!.TotalHits}\t{(found.IsExact ? "eq" : "ge")}\n"));
            for (int i = 0; i < found.Hits.Length; i++)
            {
                var hit = found.Hits[i];
                output.Write(string.Create(CultureInfo.InvariantCulture, $"H\t{i + 1}\t{hit.Doc}\t{BitConverter.SingleToInt32Bits(hit.Score):x8}\t{hit.Score:R}\n"));
            }

            if (repeat > 1)
            {
                output.Write(string.Create(CultureInfo.InvariantCulture, $"N\t{(long)best.TotalMicroseconds}\tus best of {repeat}\n"));
            }
        }
    }
}
