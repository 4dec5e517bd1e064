using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Segments;

/// <summary>
/// Reads .si: index header, int×3 version, byte 1 and int×3 lowest version (or byte 0), int maxDoc, byte compound (1 or -1),
/// map diagnostics, set of files, map attributes, vInt number of sort fields (0), footer.
/// </summary>
public static class SegmentInfoReader
{
    public static SegmentInfo Read(IndexDirectory directory, string name, byte[] id)
    {
        using var input = directory.OpenInput(FileKind.SegmentInfo.NameFor(name));
        var reader = Envelope.OpenMeta(input, FileKind.SegmentInfo, id, "");
        var version = new FormatVersion(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        if (version.CompareTo(FormatVersion.Current) > 0)
        {
            throw new UnsupportedIndexException(input.Name, $"written by version {version}; this engine reads up to {FormatVersion.Current}");
        }

        FormatVersion? lowest = reader.ReadByte() switch
        {
            0 => null,
            1 => new FormatVersion(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()),
            var other => throw new IndexFormatException(input.Name, $"impossible version mark {other}"),
        };
        int maxDoc = reader.ReadInt32();
        if (maxDoc <= 0 || maxDoc > Commits.CommitReader.MaxDocuments)
        {
            reader.Fail($"impossible number of documents {maxDoc}");
        }

        byte compound = reader.ReadByte();
        if (compound is not (1 or 0xFF))
        {
            reader.Fail($"impossible compound mark {compound}");
        }

        var info = new SegmentInfo
        {
            Name = name,
            Id = id,
            Version = version,
            MinVersion = lowest,
            MaxDoc = maxDoc,
            IsCompound = compound == 1,
            Diagnostics = reader.ReadMap(),
            Files = reader.ReadSet(),
            Attributes = reader.ReadMap(),
        };
        if (reader.ReadVInt() != 0)
        {
            throw new UnsupportedIndexException(input.Name, "the segment is sorted by fields, which this engine does not read");
        }

        Envelope.ExpectEnd(ref reader);
        return info;
    }
}
