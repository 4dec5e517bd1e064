namespace KnowledgeBase.Engine.Format;

/// <summary>One kind of file of the index: its extension, the name in its header and the version this engine writes and reads.</summary>
/// <param name="Extension">Without the dot; empty for the commit file.</param>
/// <param name="CodecName">The name in the file's header.</param>
/// <param name="Version">The header's version.</param>
public sealed record FileKind(string Extension, string CodecName, int Version)
{
    public static readonly FileKind Commit = new("", "segments", 10);
    public static readonly FileKind SegmentInfo = new("si", "Lucene86SegmentInfo", 0);
    public static readonly FileKind FieldInfos = new("fnm", "Lucene60FieldInfos", 2);
    public static readonly FileKind CompoundEntries = new("cfe", "Lucene50CompoundEntries", 0);
    public static readonly FileKind CompoundData = new("cfs", "Lucene50CompoundData", 0);
    public static readonly FileKind LiveDocs = new("liv", "Lucene50LiveDocs", 0);
    public static readonly FileKind NormsMeta = new("nvm", "Lucene80NormsMetadata", 0);
    public static readonly FileKind NormsData = new("nvd", "Lucene80NormsData", 0);
    public static readonly FileKind PostingsDoc = new("doc", "Lucene84PostingsWriterDoc", 1);
    public static readonly FileKind PostingsPos = new("pos", "Lucene84PostingsWriterPos", 1);
    public static readonly FileKind PostingsPay = new("pay", "Lucene84PostingsWriterPay", 1);
    public static readonly FileKind TermsDict = new("tim", "BlockTreeTermsDict", 6);
    public static readonly FileKind TermsIndex = new("tip", "BlockTreeTermsIndex", 6);
    public static readonly FileKind TermsMeta = new("tmd", "BlockTreeTermsMeta", 6);
    public static readonly FileKind DocValuesMeta = new("dvm", "Lucene80DocValuesMetadata", 2);
    public static readonly FileKind DocValuesData = new("dvd", "Lucene80DocValuesData", 2);
    public static readonly FileKind StoredFast = new("fdt", "Lucene87StoredFieldsFastData", 3);
    public static readonly FileKind StoredHigh = new("fdt", "Lucene87StoredFieldsHighData", 3);
    public static readonly FileKind StoredMeta = new("fdm", "Lucene85FieldsIndexMeta", 3);
    public static readonly FileKind StoredIndex = new("fdx", "Lucene85FieldsIndexIdx", 0);
    public static readonly FileKind PointsMeta = new("kdm", "Lucene86PointsFormatMeta", 0);
    public static readonly FileKind PointsIndex = new("kdi", "Lucene86PointsFormatIndex", 0);
    public static readonly FileKind PointsData = new("kdd", "Lucene86PointsFormatData", 0);

    /// <summary>Header inside the .tmd file, not a file of its own.</summary>
    public static readonly FileKind PostingsTerms = new("", "Lucene84PostingsWriterTerms", 1);

    /// <summary>Plain header inside the .tmd file.</summary>
    public static readonly FileKind Fst = new("", "FST", 7);

    /// <summary>Plain header inside the .kdm file.</summary>
    public static readonly FileKind Bkd = new("", "BKD", 9);

    /// <summary>Suffix in the headers and names of the postings and terms files.</summary>
    public const string PostingsSuffix = "Lucene84_0";

    /// <summary>Suffix in the headers and names of the doc-values files of the flush.</summary>
    public const string DocValuesSuffix = "Lucene80_0";

    /// <summary>A file's name: segment, suffix if there is one, extension.</summary>
    public string NameFor(string segment, string suffix = "") =>
        suffix.Length == 0 ? $"{segment}.{Extension}" : $"{segment}_{suffix}.{Extension}";
}
