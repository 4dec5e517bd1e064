using System.Reflection.PortableExecutable;
using System.Text;

namespace KnowledgeBase.Product.Tests;

/// <summary><c>kb compile</c>: machine code beforehand, optional in every respect.</summary>
public sealed class Compiling : IDisposable
{
    // What stands in for dotnet: it says where compiler and runtime are, and what it was asked to run.
    private const string Dotnet =
        """
        case "$1" in
          build) echo "  compiler=$KB_TEST_COMPILER" ;;
          --list-runtimes) echo "Microsoft.NETCore.App 10.0.0 [/nowhere/Microsoft.NETCore.App]" ;;
          *) echo "ran $1" ;;
        esac
        """;

    // What stands in for the compiler: it makes "machine code" of all but one library, and keeps a list.
    private const string Compiler =
        """
        case "$1" in */refused.dll) exit 1 ;; esac
        echo "${1##*/}" >>"$KB_TEST_COMPILED"
        { printf 'machine code of '; cat "$1"; } >"$3"
        """;

    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_library_becomes_machine_code_once_and_commands_run_it_as_long_as_it_is_of_the_present_build()
    {
        StandIns("crossgen2");
        _folder.Built(
            ("kb.dll", "kb"u8.ToArray()), ("library.dll", "library"u8.ToArray()), ("refused.dll", "refused"u8.ToArray()), ("kb.runtimeconfig.json", "{}"u8.ToArray()),
            ("worker/reader.dll", "reader"u8.ToArray()), ("worker/reader.json", "{}"u8.ToArray()), ("runtimes/native.so", "native"u8.ToArray()));
        Assert.Contains("/release/kb.dll", (await _folder.RunAsync("status")).Output, StringComparison.Ordinal);

        var made = await _folder.RunAsync("compile");
        Assert.True(made.ExitCode == 0, made.Errors);
        Assert.Equal(["kb.dll", "library.dll", "reader.dll"], Compiled());
        Assert.Equal("machine code of library", Ahead("library.dll"));
        Assert.Equal("machine code of reader", Ahead("worker/reader.dll"));
        Assert.Equal("refused", Ahead("refused.dll"));
        Assert.Equal("native", Ahead("runtimes/native.so"));
        Assert.Contains("/ahead/kb.dll", (await _folder.RunAsync("status")).Output, StringComparison.Ordinal);

        Assert.Equal(0, (await _folder.RunAsync("compile")).ExitCode);
        Assert.Empty(Compiled());

        _folder.Built(("library.dll", "a newer library"u8.ToArray()));
        Assert.Contains("/release/kb.dll", (await _folder.RunAsync("status")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _folder.RunAsync("compile")).ExitCode);
        Assert.Equal(["library.dll"], Compiled());
        Assert.Equal("machine code of a newer library", Ahead("library.dll"));
        Assert.Contains("/ahead/kb.dll", (await _folder.RunAsync("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_compiler_cannot_be_had_one_sentence_says_so_and_everything_works_without()
    {
        StandIns("no-such-compiler");
        _folder.Built(("kb.dll", "kb"u8.ToArray()));
        var run = await _folder.RunAsync("compile");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("kb: the compiler of Microsoft.NETCore.App.Crossgen2 could not be had; everything works without it\n", run.Errors);
        var after = await _folder.RunAsync("status");
        Assert.Equal(0, after.ExitCode);
        Assert.Contains("/release/kb.dll", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Microsofts_own_compiler_makes_machine_code_without_the_network_once_it_is_there()
    {
        if (!HasCompiler())
        {
            return; // The sentence of the test above is then all there is.
        }

        // Nobody answers there: whatever asked the network would fail.
        _folder.Set("http_proxy", "http://127.0.0.1:9");
        _folder.Set("https_proxy", "http://127.0.0.1:9");
        var small = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "xunit.abstractions.dll"));
        Assert.False(IsMachineCode(small));
        _folder.Built(("kb.dll", small), ("kb.runtimeconfig.json", "{}"u8.ToArray()), ("worker/reader.dll", small), ("worker/reader.json", "{}"u8.ToArray()), ("runtimes/native.so", [1]));

        var made = await _folder.RunAsync("compile");
        Assert.True(made.ExitCode == 0, made.Errors);
        foreach (var library in new[] { "kb.dll", "worker/reader.dll" })
        {
            Assert.True(IsMachineCode(await File.ReadAllBytesAsync(Path.Combine(_folder.Ahead, library))), library);
        }
    }

    private void StandIns(string compiler)
    {
        _folder.StandIn("dotnet", Dotnet);
        _folder.StandIn("crossgen2", Compiler);
        _folder.Set("KB_TEST_COMPILER", Path.Combine(_folder.Root, "stand-ins", compiler));
        _folder.Set("KB_TEST_COMPILED", Path.Combine(_folder.Root, "compiled"));
    }

    /// <summary>What was compiled since the last look.</summary>
    private string[] Compiled()
    {
        var list = Path.Combine(_folder.Root, "compiled");
        string[] compiled = File.Exists(list) ? [.. File.ReadAllLines(list).Order(StringComparer.Ordinal)] : [];
        File.Delete(list);
        return compiled;
    }

    private string Ahead(string name) => Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(_folder.Ahead, name)));

    private static bool HasCompiler()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.Exists(packages) && Directory.EnumerateDirectories(packages, "microsoft.netcore.app.crossgen2.*").Any();
    }

    private static bool IsMachineCode(byte[] library)
    {
        using var image = new PEReader(new MemoryStream(library));
        return image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
}
