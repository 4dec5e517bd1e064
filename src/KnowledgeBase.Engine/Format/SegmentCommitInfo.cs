namespace KnowledgeBase.Engine.Format;

/// <summary>A segment as a commit names it: the immutable segment and the generations of what may change about it.</summary>
public sealed class SegmentCommitInfo
{
    public required SegmentInfo Info { get; init; }

    public string Codec { get; init; } = "Lucene87";

    /// <summary>Generation of the .liv file, or -1 when no document is deleted.</summary>
    public long DeleteGeneration { get; set; } = -1;

    public int DeleteCount { get; set; }

    public long FieldInfosGeneration { get; set; } = -1;

    public long DocValuesGeneration { get; set; } = -1;

    public int SoftDeleteCount { get; set; }

    /// <summary>Changes whenever a generation moves; null when the commit does not say.</summary>
    public byte[]? CommitId { get; set; }

    public SortedSet<string> FieldInfosFiles { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Files of updated doc values, by field number.</summary>
    public SortedDictionary<int, SortedSet<string>> DocValuesUpdateFiles { get; init; } = new();

    /// <summary>Every file that the segment consists of in this state, by name.</summary>
    public IEnumerable<string> Files
    {
        get
        {
            IEnumerable<string> files = Info.Files;
            if (DeleteGeneration >= 0)
            {
                files = files.Append(FileKind.LiveDocs.NameFor(Info.Name, Base36.Of(DeleteGeneration)));
            }

            return files.Concat(FieldInfosFiles).Concat(DocValuesUpdateFiles.Values.SelectMany(f => f)).Distinct();
        }
    }
}
