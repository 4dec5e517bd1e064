using System.Diagnostics;
using System.Globalization;

namespace KnowledgeBase.Cli.Lucene.Soaking;

/// <summary>Whole numbers by name, as <c>--name N</c> or <c>--name=N</c>, among them always <c>--seed</c> and <c>--minutes</c>.</summary>
internal sealed class SoakArguments
{
    private readonly Dictionary<string, int> values;
    private readonly long begun = Stopwatch.GetTimestamp();

    private SoakArguments(Dictionary<string, int> values) => this.values = values;

    public int this[string name] => values[name];

    /// <summary>Null, with the usage on <paramref name="errors"/>, for arguments that are not understood.</summary>
    /// <param name="args">What was given.</param>
    /// <param name="errors">Where the usage goes.</param>
    /// <param name="name">The soak's name.</param>
    /// <param name="known">Its own numbers, each with what it is when not given; the first is that of the rounds.</param>
    public static SoakArguments? Parse(string[] args, TextWriter errors, string name, params (string Name, int Otherwise)[] known)
    {
        var values = known.ToDictionary(k => k.Name, k => k.Otherwise);
        values["seed"] = 1;
        values["minutes"] = 0;
        for (int i = 0; i < args.Length; i++)
        {
            string[] parts = args[i].Split('=', 2);
            string key = parts[0].StartsWith("--", StringComparison.Ordinal) ? parts[0][2..] : "";
            string value = parts.Length == 2 ? parts[1] : i + 1 < args.Length ? args[++i] : "";
            if (!values.ContainsKey(key) || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                errors.WriteLine($"usage: kb soak {name} [--minutes N] [--seed N] {string.Join(' ', known.Select(k => $"[--{k.Name} {k.Otherwise}]"))}");
                return null;
            }

            values[key] = number;
        }

        return new SoakArguments(values);
    }

    /// <summary>Whether another round is to be begun: by the time where minutes were given, else by the number of rounds.</summary>
    public bool GoesOn(int done, string rounds) =>
        values["minutes"] > 0 ? Stopwatch.GetElapsedTime(begun).TotalMinutes < values["minutes"] : done < values[rounds];
}
