using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Cli.Lucene;
using KnowledgeBase.Engine.Bits;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Tests.Bits;

/// <summary>With instruction sets switched off, in a process of its own, the engine unpacks, checks and scores as with them.</summary>
public class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Without_vector_instructions_everything_comes_out_the_same(string setting)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Digest).Assembly.Location]) { RedirectStandardOutput = true };
        start.Environment[setting] = "0";
        using var process = Process.Start(start)!;
        string[] said = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("False", said[0]);
        Assert.Equal(Digest.Compute(), said[1]);
    }
}

/// <summary>Blocks of every width, checksums, and the hits of the golden index, in one number.</summary>
internal static class Digest
{
    public static int Main()
    {
        Console.Write($"{Vector256.IsHardwareAccelerated}\n{Compute()}\n");
        return 0;
    }

    public static string Compute()
    {
        var random = new Random(11);
        var all = new StringBuilder();
        var numbers = new int[128];
        for (int bits = 1; bits <= 31; bits++)
        {
            for (int round = 0; round < 40; round++)
            {
                var packed = new byte[bits * 16];
                random.NextBytes(packed);
                ForDecoder.Decode(packed, bits, numbers);
                all.AppendJoin(' ', numbers).Append('\n');
            }
        }

        var bytes = new byte[20_000];
        random.NextBytes(bytes);
        all.Append(Crc32.Compute(bytes));
        string golden = Path.Combine(Here(), "..", "golden", "cities");
        foreach (string threshold in (string[])["max", "0"])
        {
            var hits = new StringWriter { NewLine = "\n" };
            Search.Run([$"--threshold={threshold}", golden, golden + ".queries"], hits, TextWriter.Null);
            all.Append(hits);
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
