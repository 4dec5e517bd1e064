using System.Runtime.InteropServices;

namespace KnowledgeBase.Engine.Storage;

/// <summary>
/// What storage code asks of the file system, the result of each call checked. The class library's own flush and move report
/// success when the disk failed, and cannot sync a folder, so storage code uses these alone.
/// </summary>
internal sealed class LinuxFile(FileCalls calls)
{
    private const int WriteOnly = 1, ReadWrite = 2, Create = 0x40, Exclusive = 0x80, CloseOnExec = 0x80000;
    private const int NotFound = 2, Interrupted = 4, Exists = 17;

    public int CreateNew(string path)
    {
        var fd = Retry(() => calls.Open(path, WriteOnly | Create | Exclusive | CloseOnExec, 0x1A4));
        return fd >= 0 ? fd : throw Failed("create", path);
    }

    public int OpenOrCreate(string path)
    {
        var fd = Retry(() => calls.Open(path, ReadWrite | Create | CloseOnExec, 0x1A4));
        return fd >= 0 ? fd : throw Failed("open", path);
    }

    public void Write(int fd, ReadOnlySpan<byte> bytes, string path)
    {
        while (!bytes.IsEmpty)
        {
            var n = calls.Write(fd, bytes);
            if (n < 0 && Marshal.GetLastPInvokeError() == Interrupted) continue;
            if (n <= 0) throw Failed("write", path);
            bytes = bytes[(int)n..];
        }
    }

    public void Close(int fd, string path)
    {
        // The descriptor is gone whatever close answers, so it is never called twice.
        if (calls.Close(fd) != 0 && Marshal.GetLastPInvokeError() != Interrupted) throw Failed("close", path);
    }

    /// <summary>Syncs a file or a folder.</summary>
    public void Sync(string path)
    {
        var fd = Retry(() => calls.Open(path, CloseOnExec, 0));
        if (fd < 0) throw Failed("open", path);
        var result = calls.Sync(fd);
        var failure = result != 0 ? Failed("sync", path) : null;
        Close(fd, path);
        if (failure != null) throw failure;
    }

    public void Rename(string from, string to)
    {
        if (calls.Rename(from, to) != 0) throw Failed("rename", from);
    }

    public void Unlink(string path)
    {
        if (calls.Unlink(path) != 0) throw Failed("remove", path);
    }

    private static int Retry(Func<int> call)
    {
        int result;
        do result = call();
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return result;
    }

    /// <summary>The exception for the last call, which failed.</summary>
    internal static IOException Failed(string what, string path)
    {
        var code = Marshal.GetLastPInvokeError();
        var message = $"Could not {what} {path}: {Marshal.GetPInvokeErrorMessage(code)}.";
        return code switch
        {
            NotFound => new FileNotFoundException(message, path),
            Exists => new IOException($"Could not {what} {path}: a file of that name exists."),
            _ => new IOException(message, code),
        };
    }
}
