using System.Globalization;

namespace KnowledgeBase.Cli.Soaking;

/// <summary>What every soak of the archive understands: <c>[--minutes N] [--seed S] [--kills N]</c>.</summary>
/// <param name="Time">How long new rounds are begun.</param>
/// <param name="Seed">Of all random choices; the moments at which processes are met are never the same twice.</param>
/// <param name="Kills">After so many kills no new round is begun, however much time is left.</param>
internal sealed record SoakOptions(TimeSpan Time, int Seed, int Kills = int.MaxValue)
{
    /// <summary>Null, with a sentence on standard error, when the arguments cannot be understood.</summary>
    public static SoakOptions? Parse(IReadOnlyList<string> args)
    {
        var options = new SoakOptions(TimeSpan.FromMinutes(5), 1);
        for (var i = 0; i < args.Count; i++)
        {
            var parts = args[i].Split('=', 2);
            var value = parts.Length == 2 ? parts[1] : i + 1 < args.Count ? args[++i] : "";
            switch (parts[0])
            {
                case "--minutes" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes) && minutes > 0:
                    options = options with { Time = TimeSpan.FromMinutes(minutes) };
                    break;
                case "--seed" when int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed):
                    options = options with { Seed = seed };
                    break;
                case "--kills" when int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var kills) && kills > 0:
                    options = options with { Kills = kills };
                    break;
                default:
                    Console.Error.WriteLine($"kb soak: “{args[i]}” is not understood here; there are --minutes N, --seed S and, where processes are killed, --kills N.");
                    return null;
            }
        }

        return options;
    }
}
