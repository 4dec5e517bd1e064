using System.Runtime.InteropServices;

namespace KnowledgeBase.Engine.Storage;

/// <summary>
/// The operating system's file calls, each result checked. The class library's own flush and move report success
/// when the disk failed, and cannot sync a folder, so storage code uses these alone.
/// </summary>
internal static partial class LinuxFile
{
    private const int WriteOnly = 1, ReadWrite = 2, Create = 0x40, Exclusive = 0x80, CloseOnExec = 0x80000;
    private const int NotFound = 2, Interrupted = 4, Again = 11, AccessDenied = 13, Exists = 17;
    private const int SetLock = 6;

    public static int CreateNew(string path)
    {
        var fd = Retry(() => Native.Open(path, WriteOnly | Create | Exclusive | CloseOnExec, 0x1A4));
        return fd >= 0 ? fd : throw Failed("create", path);
    }

    public static int OpenOrCreate(string path)
    {
        var fd = Retry(() => Native.Open(path, ReadWrite | Create | CloseOnExec, 0x1A4));
        return fd >= 0 ? fd : throw Failed("open", path);
    }

    public static unsafe void Write(int fd, ReadOnlySpan<byte> bytes, string path)
    {
        fixed (byte* start = bytes)
        {
            nint done = 0;
            while (done < bytes.Length)
            {
                var n = Native.Write(fd, start + done, bytes.Length - done);
                if (n < 0 && Marshal.GetLastPInvokeError() == Interrupted) continue;
                if (n <= 0) throw Failed("write", path);
                done += n;
            }
        }
    }

    public static void Close(int fd, string path)
    {
        // The descriptor is gone whatever close answers, so it is never called twice.
        if (Native.Close(fd) != 0 && Marshal.GetLastPInvokeError() != Interrupted) throw Failed("close", path);
    }

    /// <summary>Syncs a file or a folder.</summary>
    public static void Sync(string path)
    {
        var fd = Retry(() => Native.Open(path, CloseOnExec, 0));
        if (fd < 0) throw Failed("open", path);
        var result = Native.Sync(fd);
        var failure = result != 0 ? Failed("sync", path) : null;
        Close(fd, path);
        if (failure != null) throw failure;
    }

    public static void Rename(string from, string to)
    {
        if (Native.Rename(from, to) != 0) throw Failed("rename", from);
    }

    public static void Unlink(string path)
    {
        if (Native.Unlink(path) != 0) throw Failed("remove", path);
    }

    /// <summary>Takes an exclusive record lock over the whole file; false when another process holds it.</summary>
    public static bool TryLock(int fd, string path)
    {
        var request = new RecordLock { Type = 1 };
        if (Native.Control(fd, SetLock, ref request) == 0) return true;
        return Marshal.GetLastPInvokeError() is Again or AccessDenied ? false : throw Failed("lock", path);
    }

    private static int Retry(Func<int> call)
    {
        int result;
        do result = call();
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return result;
    }

    private static IOException Failed(string what, string path)
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

    /// <summary>struct flock of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct RecordLock
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;
    }

    private static partial class Native
    {
        [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        public static partial int Open(string path, int flags, int mode);

        [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
        public static unsafe partial nint Write(int fd, byte* bytes, nint count);

        [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
        public static partial int Close(int fd);

        [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
        public static partial int Sync(int fd);

        [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        public static partial int Rename(string from, string to);

        [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        public static partial int Unlink(string path);

        [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
        public static partial int Control(int fd, int command, ref RecordLock request);
    }
}
