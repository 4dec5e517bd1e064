using System.Globalization;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Cli.Lucene.Soaking;

/// <summary>
/// <c>kb soak disk [--minutes N] [--seed N] [--histories N]</c>: random histories on a simulated disk that loses power, or fails once, at a
/// random call. Afterwards the index must open and hold exactly the last acknowledged commit, or the one under way.
/// </summary>
public static class DiskSoak
{
    /// <summary>Exit code 0 when every history ended well, 1 when one did not, 3 for wrong use.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (SoakArguments.Parse(args, errors, "disk", ("histories", 2000)) is not { } options) return 3;
        var seed = options["seed"];
        var histories = 0;
        int cuts = 0, faults = 0, commits = 0;
        for (; options.GoesOn(histories, "histories"); histories++)
        {
            try
            {
                var outcome = History(seed + histories);
                cuts += outcome.Cuts;
                faults += outcome.Faults;
                commits += outcome.Survived;
            }
            catch (Exception e)
            {
                errors.WriteLine($"seed {seed + histories}: {e.Message}");
                return 1;
            }
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SOAK disk histories={histories} powercuts={cuts} faults={faults} commits={commits} lost=0 unopenable=0"));
        return 0;
    }

    /// <summary>Power cuts and single faults that one history went through, and the commits found whole afterwards.</summary>
    public readonly record struct Outcome(int Cuts, int Faults, int Survived);

    /// <summary>One history with several power cuts and faults, each followed by opening the index again.</summary>
    /// <exception cref="InvalidDataException">Something acknowledged was lost, or something else was found.</exception>
    public static Outcome History(int seed)
    {
        var random = new Random(seed);
        var history = new RandomHistory(seed);
        var disk = new SimulatedDisk();
        int cuts = 0, faults = 0, survived = 0;
        for (var life = 0; life < 4; life++)
        {
            disk.PowerCut = random.Next(3) > 0;
            disk.FailAt = disk.Calls + 1 + random.Next(400);
            var failed = Live(history, disk, random);
            disk.FailAt = 0;
            if (failed && !disk.PowerCut) faults++;
            if (disk.PowerCut)
            {
                cuts++;
                disk = new SimulatedDisk(disk.AfterPowerCut((Damage)random.Next(5), random));
            }
            var found = disk.ListAll().Any(f => f.StartsWith("segments_", StringComparison.Ordinal)) ? ReadAll(disk) : [];
            var whole = RandomHistory.Same(found, history.Committed) || (history.Committing is { } next && RandomHistory.Same(found, next));
            if (!whole) throw new InvalidDataException($"after the failure {found.Count} documents were found, {history.Committed.Count} were committed");
            survived++;
            history.Reopened(found);
        }
        return new Outcome(cuts, faults, survived);
    }

    /// <summary>Works until the disk fails; true when it did.</summary>
    private static bool Live(RandomHistory history, SimulatedDisk disk, Random random)
    {
        try
        {
            using var writer = IndexWriter.Open(disk, RandomHistory.Options with { HeldBytes = random.Next(3) * 200_000 });
            for (var step = random.Next(120); step >= 0; step--) history.Step(writer);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static Dictionary<string, string[]> ReadAll(SimulatedDisk disk)
    {
        using var snapshot = IndexSnapshot.Open(disk);
        return RandomHistory.Read(snapshot);
    }
}
