using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Commits;

/// <summary>Encodes segments_N: versions, counter, then each segment with the generations of what changed about it, and the user data.</summary>
internal static class CommitWriter
{
    /// <summary>Writes the commit under the given (pending) name; the header's suffix is the commit's generation.</summary>
    public static void Write(IndexDirectory directory, string name, CommitPoint commit)
    {
        using var o = directory.CreateOutput(name);
        EnvelopeWriter.WriteHeader(o, FileKind.Commit, commit.Id, Base36.Of(commit.Generation));
        WriteVersion(o, FormatVersion.Current);
        o.WriteVInt(commit.CreatedMajor);
        o.WriteLong(commit.Version);
        o.WriteVLong(commit.NextSegmentNumber);
        o.WriteInt(commit.Segments.Count);
        if (commit.Segments.Count > 0) WriteVersion(o, commit.Segments.Min(s => s.Info.Version));
        foreach (var segment in commit.Segments) WriteSegment(o, segment);
        o.WriteMap(commit.UserData);
        EnvelopeWriter.Finish(o);
    }

    private static void WriteSegment(ByteWriter o, SegmentCommitInfo segment)
    {
        o.WriteString(segment.Info.Name);
        o.WriteBytes(segment.Info.Id);
        o.WriteString(segment.Codec);
        o.WriteLong(segment.DeleteGeneration);
        o.WriteInt(segment.DeleteCount);
        o.WriteLong(segment.FieldInfosGeneration);
        o.WriteLong(segment.DocValuesGeneration);
        o.WriteInt(segment.SoftDeleteCount);
        o.WriteByte((byte)(segment.CommitId == null ? 0 : 1));
        o.WriteBytes(segment.CommitId);
        o.WriteSet(segment.FieldInfosFiles);
        o.WriteInt(segment.DocValuesUpdateFiles.Count);
        foreach (var (field, files) in segment.DocValuesUpdateFiles)
        {
            o.WriteInt(field);
            o.WriteSet(files);
        }
    }

    private static void WriteVersion(ByteWriter o, FormatVersion version)
    {
        o.WriteVInt(version.Major);
        o.WriteVInt(version.Minor);
        o.WriteVInt(version.Bugfix);
    }
}
