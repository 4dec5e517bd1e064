using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Segments;

/// <summary>Encodes .si (what a segment is and which files it has).</summary>
internal static class SegmentInfoWriter
{
    /// <summary>Attribute that says how stored fields are compressed.</summary>
    public const string StoredMode = "Lucene87StoredFieldsFormat.mode";

    public static void Write(IndexDirectory directory, SegmentInfo info)
    {
        using var o = directory.CreateOutput(FileKind.SegmentInfo.NameFor(info.Name));
        EnvelopeWriter.WriteHeader(o, FileKind.SegmentInfo, info.Id, "");
        WriteVersion(o, info.Version);
        o.WriteByte((byte)(info.MinVersion == null ? 0 : 1));
        if (info.MinVersion is { } least) WriteVersion(o, least);
        o.WriteInt(info.MaxDoc);
        o.WriteByte((byte)(info.IsCompound ? 1 : 0xFF));
        o.WriteMap(info.Diagnostics);
        o.WriteSet(info.Files);
        o.WriteMap(info.Attributes);
        o.WriteVInt(0);
        EnvelopeWriter.Finish(o);
    }

    private static void WriteVersion(ByteWriter o, FormatVersion version)
    {
        o.WriteInt(version.Major);
        o.WriteInt(version.Minor);
        o.WriteInt(version.Bugfix);
    }
}
