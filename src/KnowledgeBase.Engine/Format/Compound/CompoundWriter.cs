using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Compound;

/// <summary>Joins the files of a new segment into one: fewer files for many small segments.</summary>
internal static class CompoundWriter
{
    private const int Chunk = 1 << 20;

    /// <summary>Writes .cfs and .cfe from the files created so far, which stay until the caller removes them; returns the names of the two.</summary>
    public static string[] Write(IndexDirectory directory, SegmentFiles files)
    {
        string[] parts = [.. files.Names];
        using var data = files.Create(FileKind.CompoundData);
        using var entries = files.Create(FileKind.CompoundEntries);
        entries.WriteVInt(parts.Length);
        foreach (var part in parts)
        {
            using var input = directory.OpenInput(part);
            entries.WriteString(part[files.Segment.Length..]);
            entries.WriteLong(data.Position);
            entries.WriteLong(input.Length);
            for (long at = 0; at < input.Length; at += Chunk) data.WriteBytes(input.Span(at, (int)Math.Min(Chunk, input.Length - at)));
        }
        EnvelopeWriter.Finish(data);
        EnvelopeWriter.Finish(entries);
        return [FileKind.CompoundData.NameFor(files.Segment), FileKind.CompoundEntries.NameFor(files.Segment)];
    }
}
