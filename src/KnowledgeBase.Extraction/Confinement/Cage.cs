using System.Diagnostics;
using System.Globalization;

namespace KnowledgeBase.Extraction.Confinement;

/// <summary>
/// Builds the command lines that shut a program in: a session of its own (so that its whole group can be killed),
/// a bubblewrap cage or the next best thing, resource limits, then the program. Arguments only, never a shell.
/// </summary>
public sealed class Cage
{
    private const string Nobody = "65534";

    // Made visible when there: what the dynamic loader, fonts and converters read. No accounts, no hosts, no secrets.
    private static readonly string[] SystemFolders =
        ["/lib", "/lib64", "/bin", "/etc/alternatives", "/etc/fonts", "/etc/libreoffice"];

    // Replaced whenever a library is installed; from then on it cannot be handed on to a cage within. There the loader searches.
    private const string LoaderCache = "/etc/ld.so.cache";

    private readonly bool inner;

    /// <summary>A cage of a known level.</summary>
    /// <param name="level">What was found to work; see <see cref="CageProbe"/>.</param>
    /// <param name="inner">True inside a worker that is caged itself: its user has been dropped already.</param>
    public Cage(ConfinementLevel level, bool inner = false)
    {
        Level = level;
        this.inner = inner;
    }

    public ConfinementLevel Level { get; }

    /// <summary>Path at which a bound file is seen by the program: the inside path in a true cage, else the outside one.</summary>
    public string PathOf(CageBinding binding) => Level == ConfinementLevel.Cage ? binding.Inside : binding.Outside;

    /// <summary>The start information for <paramref name="command"/>: empty environment, standard streams redirected.</summary>
    public ProcessStartInfo StartInfo(CagedCommand command)
    {
        var info = new ProcessStartInfo("/usr/bin/setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        info.Environment.Clear();
        foreach (var (name, value) in EnvironmentOf(command))
        {
            info.Environment[name] = value;
        }

        foreach (var part in Wrapper(command).Concat(Limits(command)).Append(command.Program).Concat(command.Arguments))
        {
            info.ArgumentList.Add(part);
        }

        return info;
    }

    private static Dictionary<string, string> EnvironmentOf(CagedCommand command)
    {
        var all = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/bin:/bin",
            ["LANG"] = "C.UTF-8",
            ["LC_ALL"] = "C.UTF-8",
            ["TZ"] = "UTC",
        };
        foreach (var (name, value) in command.Environment)
        {
            all[name] = value;
        }

        return all;
    }

    private List<string> Wrapper(CagedCommand command) => Level switch
    {
        ConfinementLevel.Cage => Bubblewrap(command),
        ConfinementLevel.OtherUser when !inner =>
            ["/usr/bin/setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups", "--no-new-privs", "--bounding-set=-all"],
        _ => ["/usr/bin/setpriv", "--no-new-privs"],
    };

    private List<string> Bubblewrap(CagedCommand command)
    {
        List<string> line =
        [
            "/usr/bin/bwrap", "--unshare-all", "--die-with-parent", "--cap-drop", "ALL", "--uid", Nobody, "--gid", Nobody,
            "--hostname", "reader", "--ro-bind", "/usr", "/usr", "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/tmp",
        ];
        foreach (var folder in inner ? SystemFolders : [.. SystemFolders, LoaderCache])
        {
            line.AddRange(["--ro-bind-try", folder, folder]);
        }

        if (command.NeedsProc)
        {
            // A cage within a cage may not mount a view of processes of its own: it sees its parent's.
            line.AddRange(inner ? ["--ro-bind", "/proc", "/proc"] : ["--proc", "/proc"]);
        }

        foreach (var binding in command.Bindings)
        {
            line.AddRange([binding.Writable ? "--bind" : "--ro-bind", binding.Outside, binding.Inside]);
        }

        line.Add("--");
        return line;
    }

    private List<string> Limits(CagedCommand command)
    {
        List<string> line = ["/usr/bin/prlimit", "--core=0", "--nofile=256", Limit("fsize", command.FileSize)];
        if (command.CpuSeconds is { } seconds)
        {
            line.Add(Limit("cpu", seconds));
        }

        if (command.AddressSpace is { } space)
        {
            line.Add(Limit("as", space));
        }

        if (command.Data is { } data)
        {
            line.Add(Limit("data", data));
        }

        if (Level == ConfinementLevel.Cage)
        {
            line.Add(Limit("nproc", command.Processes));
        }

        return line;
    }

    private static string Limit(string name, long value) => $"--{name}={value.ToString(CultureInfo.InvariantCulture)}";
}
