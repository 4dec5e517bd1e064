using System.Runtime.InteropServices;

namespace KnowledgeBase.Engine.Storage;

/// <summary>
/// The operating system's file calls as they are: each answers below 0 when it failed and leaves the error number where
/// <see cref="Marshal.GetLastPInvokeError"/> finds it. A seam for soaks, which put calls that fail in their place; everything above, the
/// checking of each answer included, is what runs in earnest.
/// </summary>
public partial class FileCalls
{
    /// <summary>The calls themselves.</summary>
    public static readonly FileCalls System = new();

    public virtual int Open(string path, int flags, int mode) => Native.Open(path, flags, mode);

    /// <summary>Bytes written, fewer than asked for perhaps.</summary>
    public virtual unsafe nint Write(int fd, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            return Native.Write(fd, start, bytes.Length);
        }
    }

    public virtual int Close(int fd) => Native.Close(fd);

    public virtual int Sync(int fd) => Native.Sync(fd);

    public virtual int Rename(string from, string to) => Native.Rename(from, to);

    public virtual int Unlink(string path) => Native.Unlink(path);

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
    }
}
