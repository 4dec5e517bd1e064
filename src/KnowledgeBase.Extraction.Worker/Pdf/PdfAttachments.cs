using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Pdf;

/// <summary>Files attached to a PDF.</summary>
public static class PdfAttachments
{
    public static async Task<IReadOnlyList<ExtractedChild>> TakeAsync(ReadingContext context, Poppler poppler)
    {
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
}
