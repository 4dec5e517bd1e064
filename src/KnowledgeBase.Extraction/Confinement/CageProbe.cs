namespace KnowledgeBase.Extraction.Confinement;

/// <summary>Finds out, by trying, how far programs can be shut in on this machine.</summary>
public static class CageProbe
{
    /// <summary>Tries the levels from the best down and takes the first under which a program starts and can read <paramref name="mustBeReadable"/>.</summary>
    public static async Task<ConfinementReport> ReportAsync(string mustBeReadable, bool allowCage, CancellationToken cancellation)
    {
        string reason;
        if (!allowCage)
        {
            reason = "it is switched off";
        }
        else if (!File.Exists("/usr/bin/bwrap"))
        {
            reason = "bubblewrap is not installed";
        }
        else
        {
            reason = await TryAsync(ConfinementLevel.Cage, mustBeReadable, cancellation).ConfigureAwait(false) ?? "";
            if (reason.Length == 0)
            {
                return new(ConfinementLevel.Cage, "Documents are read in a cage: no network, no files but the document and a scratch folder.");
            }
        }

        const string weaker = "Documents are read under limits of time, memory and output, but without a cage, because {0}; a hostile document that breaks a reader could reach {1}.";
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        if (Environment.IsPrivilegedProcess
            && await TryAsync(ConfinementLevel.OtherUser, mustBeReadable, cancellation).ConfigureAwait(false) is null)
        {
            return new(ConfinementLevel.OtherUser, string.Format(culture, weaker, reason, "the network and files that anyone on this machine can read"));
        }

        return new(ConfinementLevel.Limits, string.Format(culture, weaker, reason, "the network and the files of this service"));
    }

    /// <summary>Null when it works, else why not.</summary>
    private static async Task<string?> TryAsync(ConfinementLevel level, string mustBeReadable, CancellationToken cancellation)
    {
        var cage = new Cage(level);
        var binding = new CageBinding(mustBeReadable, "/probe");
        var command = new CagedCommand
        {
            Program = "/usr/bin/test",
            Arguments = ["-r", cage.PathOf(binding)],
            Bindings = [binding],
        };
        var ended = await CommandRunner.RunAsync(cage, command, TimeSpan.FromSeconds(10), 4096, cancellation).ConfigureAwait(false);
        if (ended.Succeeded)
        {
            return null;
        }

        var said = ended.Errors.Split('\n')[0].Trim();
        return level == ConfinementLevel.Cage ? $"the system does not allow it ({(said.Length == 0 ? "no reason given" : said)})" : said;
    }
}
