using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Compound;

/// <summary>
/// Opens a compound segment. .cfs: index header, the files' bytes one after another, footer. .cfe: index header, vInt count,
/// per file: string name without the segment's, long offset, long length; footer.
/// </summary>
public sealed class CompoundReader : IDisposable
{
    private readonly IndexInput data;
    private readonly Dictionary<string, IndexInput> parts = new(StringComparer.Ordinal);

    public CompoundReader(IndexDirectory directory, SegmentInfo segment)
    {
        string dataName = FileKind.CompoundData.NameFor(segment.Name);
        using var entries = directory.OpenInput(FileKind.CompoundEntries.NameFor(segment.Name));
        data = directory.OpenInput(dataName);
        try
        {
            long expected = Envelope.CheckData(data, FileKind.CompoundData, segment.Id, "") + Envelope.FooterLength;
            var reader = Envelope.OpenMeta(entries, FileKind.CompoundEntries, segment.Id, "");
            for (int n = reader.ReadCount(reader.Remaining); n > 0; n--)
            {
                string name = segment.Name + reader.ReadString();
                long offset = reader.ReadInt64();
                long length = reader.ReadInt64();
                expected += length;
                if (!parts.TryAdd(name, data.Slice($"{dataName}/{name}", offset, length)))
                {
                    reader.Fail($"{name} is there twice");
                }
            }

            Envelope.ExpectEnd(ref reader);
            if (expected != data.Length)
            {
                throw new IndexFormatException(data.Name, $"the parts add up to {expected} bytes, the file has {data.Length}");
            }
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Names of the files inside, with the segment's name.</summary>
    public IReadOnlyCollection<string> Names => parts.Keys;

    /// <summary>One file inside; it lives as long as this.</summary>
    public IndexInput Open(string name) =>
        parts.TryGetValue(name, out var part) ? part : throw new FileNotFoundException($"{data.Name}: no {name} inside");

    public void Dispose() => data.Dispose();
}
