using System.Globalization;
using KnowledgeBase.Engine.Format.Segments;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Commits;

/// <summary>
/// Reads segments_N (N in base 36): index header, vInt×3 writer version, vInt created major, long version, vLong next segment
/// number, int segments, vInt×3 oldest version if there is a segment; per segment: string name, 16 bytes id, string codec,
/// long delete generation, int deleted, long field-infos generation, long doc-values generation, int soft-deleted, byte 1 and 16 bytes
/// commit id or byte 0, set of field-infos files, int count of (int field, set of files); then map of user data; footer.
/// </summary>
public static class CommitReader
{
    /// <summary>Most documents an index may hold.</summary>
    public const int MaxDocuments = 2147483519;

    private const string Prefix = "segments_";

    /// <summary>The N of <c>segments_N</c>, or -1 for any other name.</summary>
    public static long GenerationOf(string fileName) =>
        fileName.StartsWith(Prefix, StringComparison.Ordinal) && Base36.TryParse(fileName.AsSpan(Prefix.Length), out long n) ? n : -1;

    /// <summary>The newest commit in the directory, or null when there is none.</summary>
    public static CommitPoint? ReadNewest(IndexDirectory directory)
    {
        for (int attempt = 0; ; attempt++)
        {
            long newest = directory.ListAll().Select(GenerationOf).DefaultIfEmpty(-1).Max();
            if (newest < 0)
            {
                return null;
            }

            try
            {
                return Read(directory, newest);
            }
            catch (FileNotFoundException) when (attempt < 20)
            {
                // A newer commit went by between the listing and the opening: look again.
            }
        }
    }

    /// <summary>The commit of one generation, with the .si of each of its segments.</summary>
    public static CommitPoint Read(IndexDirectory directory, long generation)
    {
        using var input = directory.OpenInput(Prefix + Base36.Of(generation));
        var reader = Envelope.OpenMeta(input, FileKind.Commit, default, Base36.Of(generation));
        byte[] id = input.Span(9 + FileKind.Commit.CodecName.Length, Envelope.IdLength).ToArray();
        ReadVersion(ref reader);
        int createdMajor = reader.ReadVInt();
        if (createdMajor > FormatVersion.Current.Major)
        {
            throw new UnsupportedIndexException(input.Name, $"the index was created by version {createdMajor}; this engine knows {FormatVersion.Current.Major}");
        }

        long version = reader.ReadInt64();
        long next = reader.ReadVLong();
        int count = reader.ReadInt32();
        if ((uint)count > (uint)reader.Remaining)
        {
            reader.Fail($"impossible number of segments {count}");
        }

        FormatVersion oldest = count > 0 ? ReadVersion(ref reader) : FormatVersion.Current;
        var commit = new CommitPoint { Generation = generation, Version = version, NextSegmentNumber = next, CreatedMajor = createdMajor, Id = id };
        long total = 0;
        for (int i = 0; i < count; i++)
        {
            var segment = ReadSegment(directory, ref reader, oldest, createdMajor);
            commit.Segments.Add(segment);
            total += segment.Info.MaxDoc;
        }

        if (total > MaxDocuments)
        {
            reader.Fail($"the segments hold {total} documents, more than an index can");
        }

        foreach (var (key, value) in reader.ReadMap())
        {
            commit.UserData[key] = value;
        }

        Envelope.ExpectEnd(ref reader);
        return commit;
    }

    private static SegmentCommitInfo ReadSegment(IndexDirectory directory, ref ByteReader reader, FormatVersion oldest, int createdMajor)
    {
        string name = reader.ReadString();
        if (!IsSegmentName(name))
        {
            reader.Fail("a segment has an impossible name");
        }

        byte[] id = reader.ReadBytes(Envelope.IdLength).ToArray();
        string codec = reader.ReadString();
        if (codec != "Lucene87")
        {
            throw new UnsupportedIndexException(reader.File, $"segment {name} is written with codec '{codec}'; this engine reads Lucene87");
        }

        SegmentInfo info = SegmentInfoReader.Read(directory, name, id);
        var segment = new SegmentCommitInfo
        {
            Info = info,
            Codec = codec,
            DeleteGeneration = reader.ReadInt64(),
            DeleteCount = reader.ReadInt32(),
            FieldInfosGeneration = reader.ReadInt64(),
            DocValuesGeneration = reader.ReadInt64(),
            SoftDeleteCount = reader.ReadInt32(),
        };
        byte hasId = reader.ReadByte();
        if (hasId > 1)
        {
            reader.Fail($"impossible commit-id mark {hasId}");
        }

        segment.CommitId = hasId == 1 ? reader.ReadBytes(Envelope.IdLength).ToArray() : null;
        segment.FieldInfosFiles.UnionWith(reader.ReadSet());
        for (int n = reader.ReadInt32(); n > 0; n--)
        {
            int field = reader.ReadInt32();
            segment.DocValuesUpdateFiles[field] = reader.ReadSet();
        }

        if (segment.DeleteCount < 0 || segment.SoftDeleteCount < 0 || (long)segment.DeleteCount + segment.SoftDeleteCount > info.MaxDoc)
        {
            reader.Fail($"segment {name} has {info.MaxDoc} documents, but {segment.DeleteCount} deleted and {segment.SoftDeleteCount} soft-deleted");
        }

        if (info.MinVersion is null && createdMajor >= 7)
        {
            reader.Fail($"segment {name} does not say its lowest version");
        }

        if (info.Version.CompareTo(oldest) < 0 || info.Version.Major < createdMajor)
        {
            reader.Fail($"segment {name} is of version {info.Version}, older than the commit allows");
        }

        return segment;
    }

    private static bool IsSegmentName(string name) =>
        name.Length > 1 && name[0] == '_' && name.AsSpan(1).IndexOfAnyExcept("0123456789abcdefghijklmnopqrstuvwxyz") < 0;

    private static FormatVersion ReadVersion(ref ByteReader reader)
    {
        var version = new FormatVersion(reader.ReadVInt(), reader.ReadVInt(), reader.ReadVInt());
        if (version.CompareTo(FormatVersion.Current) > 0)
        {
            throw new UnsupportedIndexException(reader.File, string.Create(CultureInfo.InvariantCulture, $"written by version {version}; this engine reads up to {FormatVersion.Current}"));
        }

        return version;
    }
}
