using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Compound;
using KnowledgeBase.Engine.Format.DocValues;
using KnowledgeBase.Engine.Format.Norms;
using KnowledgeBase.Engine.Format.Points;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Format.Segments;
using KnowledgeBase.Engine.Format.Stored;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Reading;

/// <summary>The files of a segment that never change, opened once and shared by all readers of it; closed with the last of them.</summary>
internal sealed class SegmentCore
{
    private readonly List<IDisposable> open = [];
    private readonly ReferenceCount references = new();

    public SegmentCore(IndexDirectory directory, SegmentInfo info)
    {
        Info = info;
        try
        {
            Open(directory);
        }
        catch
        {
            Close();
            throw;
        }
    }

    public SegmentInfo Info { get; }

    /// <summary>The fields as flushed.</summary>
    public FieldInfo[] Fields { get; private set; } = [];

    public Dictionary<int, FieldNorms> Norms { get; private set; } = [];

    public Dictionary<int, FieldTerms> Terms { get; } = [];

    public Dictionary<int, PostingsFiles> Postings { get; } = [];

    public Dictionary<int, FieldPoints> Points { get; private set; } = [];

    public Dictionary<int, DocValuesReader> DocValues { get; } = [];

    public StoredFieldsReader Stored { get; private set; } = null!;

    /// <summary>All data files, by name, for checking and merging.</summary>
    public Dictionary<string, IndexInput> Files { get; } = new(StringComparer.Ordinal);

    public bool TryRetain() => references.TryTake();

    public void Release()
    {
        if (references.GiveBack())
        {
            Close();
        }
    }

    private void Open(IndexDirectory directory)
    {
        Func<string, IndexInput> source = name => Keep(directory.OpenInput(name));
        if (Info.IsCompound)
        {
            var compound = new CompoundReader(directory, Info);
            open.Add(compound);
            source = compound.Open;
        }

        IndexInput File(string name)
        {
            if (!Files.TryGetValue(name, out var input))
            {
                Files.Add(name, input = source(name));
            }

            return input;
        }

        byte[] id = Info.Id;
        Fields = FieldInfosReader.Read(File(FileKind.FieldInfos.NameFor(Info.Name)), id, "");
        var byNumber = Fields.ToDictionary(f => f.Number);
        if (Fields.Any(f => f.HasNorms))
        {
            Norms = NormsReader.Read(File(FileKind.NormsMeta.NameFor(Info.Name)), File(FileKind.NormsData.NameFor(Info.Name)), id, Info.MaxDoc);
        }

        foreach (var group in Fields.Where(f => f.IsIndexed && f.Attributes.ContainsKey(FieldInfosReader.PostingsFormatKey)).GroupBy(f => Suffix(f, FieldInfosReader.PostingsFormatKey, FieldInfosReader.PostingsSuffixKey)))
        {
            OpenPostings(File, group.Key, [.. group], byNumber);
        }

        foreach (var group in Fields.Where(f => f.DocValuesType != DocValuesType.None && f.DocValuesGeneration < 0 && f.Attributes.ContainsKey(FieldInfosReader.DocValuesFormatKey))
            .GroupBy(f => Suffix(f, FieldInfosReader.DocValuesFormatKey, FieldInfosReader.DocValuesSuffixKey)))
        {
            var reader = new DocValuesReader(File(FileKind.DocValuesMeta.NameFor(Info.Name, group.Key)), File(FileKind.DocValuesData.NameFor(Info.Name, group.Key)), id, group.Key, byNumber, Info.MaxDoc);
            foreach (var field in group)
            {
                DocValues[field.Number] = reader;
            }
        }

        if (Fields.Any(f => f.PointDimensions > 0))
        {
            Points = PointsReader.Read(File(FileKind.PointsMeta.NameFor(Info.Name)), File(FileKind.PointsIndex.NameFor(Info.Name)), File(FileKind.PointsData.NameFor(Info.Name)), id, Info.MaxDoc);
        }

        Stored = new StoredFieldsReader(File(FileKind.StoredMeta.NameFor(Info.Name)), File(FileKind.StoredIndex.NameFor(Info.Name)), File(FileKind.StoredFast.NameFor(Info.Name)), Info, byNumber);
    }

    private void OpenPostings(Func<string, IndexInput> file, string suffix, FieldInfo[] group, Dictionary<int, FieldInfo> byNumber)
    {
        var files = new PostingsFiles(
            file(FileKind.PostingsDoc.NameFor(Info.Name, suffix)),
            group.Any(f => f.HasPositions) ? file(FileKind.PostingsPos.NameFor(Info.Name, suffix)) : null,
            group.Any(f => f.HasPayloads || f.HasOffsets) ? file(FileKind.PostingsPay.NameFor(Info.Name, suffix)) : null,
            Info.MaxDoc);
        files.Check(Info.Id, suffix);
        var terms = TermsReader.Read(file(FileKind.TermsMeta.NameFor(Info.Name, suffix)), file(FileKind.TermsIndex.NameFor(Info.Name, suffix)), file(FileKind.TermsDict.NameFor(Info.Name, suffix)), Info.Id, suffix, byNumber, Info.MaxDoc);
        foreach (var (number, entry) in terms)
        {
            Terms[number] = entry;
            Postings[number] = files;
        }
    }

    private static string Suffix(FieldInfo field, string formatKey, string suffixKey) =>
        field.Attributes[formatKey] + "_" + field.Attributes.GetValueOrDefault(suffixKey, "0");

    private IndexInput Keep(IndexInput input)
    {
        open.Add(input);
        return input;
    }

    private void Close()
    {
        foreach (var item in open)
        {
            item.Dispose();
        }
    }
}
