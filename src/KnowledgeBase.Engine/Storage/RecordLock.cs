using System.Runtime.InteropServices;

namespace KnowledgeBase.Engine.Storage;

/// <summary>The POSIX record lock over a whole file, by fcntl.</summary>
internal static partial class RecordLock
{
    private const int SetLock = 6, Again = 11, AccessDenied = 13;

    /// <summary>Takes it exclusively; false when another process holds it.</summary>
    public static bool TryTake(int fd, string path)
    {
        var request = new Request { Type = 1 };
        if (Control(fd, SetLock, ref request) == 0) return true;
        return Marshal.GetLastPInvokeError() is Again or AccessDenied ? false : throw LinuxFile.Failed("lock", path);
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int fd, int command, ref Request request);

    /// <summary>struct flock of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Request
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;
    }
}
