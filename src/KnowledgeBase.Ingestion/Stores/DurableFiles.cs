using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace KnowledgeBase.Ingestion.Stores;

/// <summary>
/// File calls whose success means what it says. The library's own flush and move report success while the disk
/// reports an error, and it cannot sync a folder, without which a rename is lost at a power cut.
/// </summary>
internal static partial class DurableFiles
{
    private const int Interrupted = 4;

    /// <summary>Blocks until the file's bytes are on the disk.</summary>
    /// <exception cref="IOException">The disk reported an error: what was written must be taken as lost.</exception>
    public static void Sync(SafeFileHandle file, string path)
    {
        while (fsync(file) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw Failure("could not be written to the disk", path);
            }
        }
    }

    /// <summary>Blocks until the folder's entries (names made, moved or removed) are on the disk.</summary>
    public static void SyncFolder(string path)
    {
        // 0x90000: O_DIRECTORY | O_CLOEXEC on x86-64; arm64 numbers O_DIRECTORY differently, and plain O_RDONLY opens folders too.
        using var folder = open(path, 0x80000);
        if (folder.IsInvalid)
        {
            throw Failure("could not be opened", path);
        }

        Sync(folder, path);
    }

    /// <summary>Moves a file onto a name in the same file system, replacing what has that name, and syncs the target's folder.</summary>
    public static void Move(string from, string to)
    {
        if (rename(from, to) != 0)
        {
            throw Failure("could not be moved into place", to);
        }

        SyncFolder(Path.GetDirectoryName(to)!);
    }

    /// <summary>Removes a file, if it is there, for good.</summary>
    public static void Remove(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
            SyncFolder(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Makes a folder with its parents, each synced into the one above.</summary>
    public static void MakeFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        var parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(path))!;
        MakeFolder(parent);
        Directory.CreateDirectory(path);
        SyncFolder(parent);
    }

    private static IOException Failure(string what, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{path} {what}: {Marshal.GetPInvokeErrorMessage(error)}.", error);
    }

#pragma warning disable SYSLIB1054, CA1707, IDE1006, SA1300 // The names are the system's.
    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle open(string path, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int rename(string from, string to);
#pragma warning restore SYSLIB1054, CA1707, IDE1006, SA1300
}
