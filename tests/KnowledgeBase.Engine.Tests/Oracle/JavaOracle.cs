using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace KnowledgeBase.Engine.Tests.Oracle;

/// <summary>
/// The Java programs of <c>tests/oracle</c> in one Java machine that lives as long as the tests: commands go in by line, answers come back framed.
/// Without Java the tests that ask it fail, saying what to install; the environment variable <c>KB_ORACLE=off</c> leaves them out.
/// </summary>
internal sealed class JavaOracle
{
    private const string Jars = "/usr/share/java";
    private static readonly Lazy<JavaOracle> TheOne = new(() => new JavaOracle());
    private readonly object oneAtATime = new();
    private readonly Process java;

    private JavaOracle()
    {
        var jars = Directory.Exists(Jars) ? Directory.GetFiles(Jars, "lucene-core-8*.jar").Concat(Directory.GetFiles(Jars, "lucene-analyzers-common-8*.jar")).ToList() : [];
        if (jars.Count < 2)
        {
            throw new InvalidOperationException(
                "The gate compares this engine with Java Lucene, which is not installed: run 'apt-get install liblucene8-java default-jdk-headless', or set KB_ORACLE=off to leave these tests out.");
        }

        string path = string.Join(':', jars.Prepend(Compile(string.Join(':', jars))));
        // Assertions on: the library then checks more rules of the format. One compiler stage: these runs are short.
        java = Start("java", "-ea", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", path, "Batch");
        // The Java machine ends by itself when its input does, that is with this process.
        java.StandardInput.AutoFlush = true;
    }

    /// <summary>Whether the tests that need Java are left out on request.</summary>
    public static bool IsOff => Environment.GetEnvironmentVariable("KB_ORACLE") == "off";

    /// <summary>Builds an index from lines: options, the file of lines, the folder.</summary>
    public static void Make(params string[] arguments) => Succeed("make", arguments);

    /// <summary>What is wrong with an index (the end of the report), or nothing.</summary>
    public static string Check(string index)
    {
        var (status, text) = TheOne.Value.Ask("check", ["--quiet", "--slow", index]);
        return status == 0 ? "" : text[Math.Max(0, text.Length - 2000)..];
    }

    public static string Dump(params string[] arguments) => Succeed("dump", arguments);

    public static string Search(params string[] arguments) => Succeed("search", arguments);

    private static string Succeed(string command, string[] arguments)
    {
        var (status, text) = TheOne.Value.Ask(command, arguments);
        return status == 0 ? text : throw new InvalidOperationException($"{command} {string.Join(' ', arguments)}: status {status}\n{text}");
    }

    private (int Status, string Text) Ask(string command, string[] arguments)
    {
        lock (oneAtATime)
        {
            java.StandardInput.Write(string.Join('\t', arguments.Prepend(command)) + "\n");
            var output = java.StandardOutput.BaseStream;
            string[] head = ReadLine(output).Split(' ');
            var body = new byte[int.Parse(head[1], CultureInfo.InvariantCulture)];
            output.ReadExactly(body);
            return (int.Parse(head[0], CultureInfo.InvariantCulture), Encoding.UTF8.GetString(body));
        }
    }

    private static string ReadLine(Stream stream)
    {
        var line = new StringBuilder();
        for (int c = stream.ReadByte(); c != '\n'; c = stream.ReadByte())
        {
            line.Append(c >= 0 ? (char)c : throw new EndOfStreamException("The Java oracle ended unasked."));
        }

        return line.ToString();
    }

    private static string Compile(string jars)
    {
        string build = Path.Combine(AppContext.BaseDirectory, "oracle");
        var sources = Directory.GetFiles(Path.Combine(Here(), "..", "..", "oracle", "src"), "*.java");
        string done = Path.Combine(build, "done");
        if (!File.Exists(done) || sources.Any(s => File.GetLastWriteTimeUtc(s) > File.GetLastWriteTimeUtc(done)))
        {
            Directory.CreateDirectory(build);
            using var compiler = Start("javac", ["-nowarn", "-d", build, "-cp", jars, .. sources]);
            compiler.StandardInput.Close();
            string said = compiler.StandardOutput.ReadToEnd();
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
            {
                throw new InvalidOperationException("The Java oracle does not compile. " + said);
            }

            File.WriteAllText(done, "");
        }

        return build;
    }

    private static Process Start(string program, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException($"'{program}' cannot be started: run 'apt-get install default-jdk-headless', or set KB_ORACLE=off to leave these tests out.", e);
        }
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
