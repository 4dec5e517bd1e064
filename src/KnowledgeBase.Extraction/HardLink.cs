using System.Runtime.InteropServices;

namespace KnowledgeBase.Extraction;

/// <summary>A second name for a file, without copying it.</summary>
internal static partial class HardLink
{
    /// <summary>False when the file system, or the rights on the file, do not allow it.</summary>
    public static bool TryCreate(string existing, string name) => Link(existing, name) == 0;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Link(string existing, string name);
}
