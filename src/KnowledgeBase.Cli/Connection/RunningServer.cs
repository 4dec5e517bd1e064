using System.Diagnostics;
using System.Text.Json;

namespace KnowledgeBase.Cli.Connection;

/// <summary>What a running server leaves in its data directory, readable by its owner only: where it is, and a key that only the owner has.</summary>
/// <param name="Url">Its loopback address.</param>
/// <param name="Key">A key with a curator's rights, made anew at each start.</param>
/// <param name="ProcessId">To tell a live server from what a killed one left behind.</param>
internal sealed record RunningServer(string Url, string Key, int ProcessId)
{
    private static string FileIn(string dataDirectory) => Path.Combine(dataDirectory, "server.json");

    public void WriteTo(string dataDirectory)
    {
        var path = FileIn(dataDirectory);
        File.Delete(path);
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(path, create);
        JsonSerializer.Serialize(stream, this);
    }

    /// <summary>The server that runs on this data directory, or null.</summary>
    public static RunningServer? Find(string dataDirectory)
    {
        try
        {
            var server = JsonSerializer.Deserialize<RunningServer>(File.ReadAllText(FileIn(dataDirectory)));
            using var process = Process.GetProcessById(server!.ProcessId);
            return server;
        }
        catch (Exception nothingThere) when (nothingThere is IOException or JsonException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static void Remove(string dataDirectory) => File.Delete(FileIn(dataDirectory));
}
