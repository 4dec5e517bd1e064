using System.Runtime.InteropServices;

namespace KnowledgeBase.Extraction;

/// <summary>A second name for a file, without copying it.</summary>
internal static partial class HardLink
{
    // From <fcntl.h> on Linux.
    private const int CurrentFolder = -100;
    private const int FollowSymbolicLink = 0x400;

    /// <summary>False when the file system, or the rights on the file, do not allow it. A symbolic link is followed.</summary>
    public static bool TryCreate(string existing, string name) =>
        LinkAt(CurrentFolder, existing, CurrentFolder, name, FollowSymbolicLink) == 0;

    [LibraryImport("libc", EntryPoint = "linkat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int LinkAt(int existingFolder, string existing, int folder, string name, int flags);
}
