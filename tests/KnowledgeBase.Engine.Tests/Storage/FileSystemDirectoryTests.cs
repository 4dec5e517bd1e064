using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Tests.Storage;

public sealed class FileSystemDirectoryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("directory").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_is_written_once_and_never_again()
    {
        using var directory = new FileSystemDirectory(folder);
        Write(directory, "_0.x", [1, 2, 3]);
        directory.Sync(["_0.x"]);
        directory.SyncDirectory();
        Assert.Equal(3, directory.Length("_0.x"));
        Assert.Throws<IOException>(() => directory.CreateOutput("_0.x"));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path.Combine(folder, "_0.x")));
    }

    [Fact]
    public void What_cannot_be_done_is_an_error_and_never_silent()
    {
        using var directory = new FileSystemDirectory(folder);
        Assert.Throws<FileNotFoundException>(() => directory.Sync(["missing"]));
        Assert.Throws<FileNotFoundException>(() => directory.Rename("missing", "other"));
        Assert.Throws<FileNotFoundException>(() => directory.Delete("missing"));
        Assert.Throws<FileNotFoundException>(() => directory.OpenInput("missing"));
        Assert.Throws<IOException>(() => directory.OpenInput("../escape"));
    }

    [Fact]
    public void A_second_writer_is_kept_out_until_the_first_lets_go()
    {
        using var directory = new FileSystemDirectory(folder);
        using (directory.ObtainLock()) Assert.Throws<IndexLockedException>(directory.ObtainLock);
        using var again = directory.ObtainLock();
        again.EnsureHeld();
        File.WriteAllText(Path.Combine(folder, IndexLock.FileName), "someone");
        Assert.Throws<IOException>(again.EnsureHeld);
    }

    [Fact]
    public void The_running_checksum_is_that_of_the_bytes()
    {
        using var directory = new MemoryDirectory();
        var bytes = new byte[200_000];
        new Random(1).NextBytes(bytes);
        using var output = directory.CreateOutput("f");
        output.WriteBytes(bytes.AsSpan(0, 70_001));
        output.WriteBytes(bytes.AsSpan(70_001));
        Assert.Equal(Crc32.Compute(bytes), output.Checksum);
        output.Finish();
        Assert.Equal(bytes, directory.Content("f"));
    }

    private static void Write(IndexDirectory directory, string name, byte[] bytes)
    {
        using var output = directory.CreateOutput(name);
        output.WriteBytes(bytes);
        output.Finish();
    }
}
