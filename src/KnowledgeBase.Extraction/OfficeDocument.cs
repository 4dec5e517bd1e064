namespace KnowledgeBase.Extraction;

/// <summary>A guess which documents LibreOffice will be asked for. A wrong one costs a little time and nothing else.</summary>
internal static class OfficeDocument
{
    /// <summary>Compound files (Office before 2007) and RTF, by their first bytes.</summary>
    public static bool IsLikely(string path)
    {
        if (!InstalledTools.Has("soffice"))
        {
            return false;
        }

        try
        {
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            Span<byte> start = stackalloc byte[8];
            start = start[..RandomAccess.Read(file, start, 0)];
            return start.StartsWith(OfficeSignatures.CompoundFile) || start.StartsWith(OfficeSignatures.RichText);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever reads it next says so.
            return false;
        }
    }
}
