using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Pdf;

/// <summary>Files attached to a PDF. The tool is run only where the file's bytes speak of attachments.</summary>
public static class PdfAttachments
{
    private const int ChunkBytes = 1 << 20;

    public static async Task<IReadOnlyList<ExtractedChild>> TakeAsync(ReadingContext context, Poppler poppler, string document)
    {
        if (!Mentioned(document))
        {
            return [];
        }

        var folder = Directory.CreateDirectory(Path.Combine(context.Scratch, "attached"));
        var result = await poppler.DetachAsync(folder.FullName);
        var children = new List<ExtractedChild>();
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in folder.EnumerateFiles("*", options))
        {
            if (children.Count == context.Limits.Children)
            {
                context.Note($"Only the first {context.Limits.Children:N0} attachments were taken.");
                break;
            }

            var name = context.NewFile();
            var path = ChildPath.Clean(Path.GetRelativePath(folder.FullName, file.FullName));
            file.MoveTo(Path.Combine(context.Scratch, name));
            children.Add(new(path, name, Hidden: true));
        }

        if (result.Ending != Confinement.CommandEnding.Exited)
        {
            context.Note("Not all attachments could be taken out of the PDF.");
        }

        folder.Delete(recursive: true);
        return children;
    }

    private static bool Mentioned(string document)
    {
        using var file = File.OpenRead(document);
        var buffer = new byte[ChunkBytes];
        var kept = 0;
        int count;
        while ((count = file.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            var seen = buffer.AsSpan(0, kept + count);
            if (seen.IndexOf("/EmbeddedFile"u8) >= 0)
            {
                return true;
            }

            kept = Math.Min(seen.Length, 16);
            seen[^kept..].CopyTo(buffer);
        }

        return false;
    }
}
