using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format;

/// <summary>Creates the files of one new segment, each with its header, and remembers their names.</summary>
internal sealed class SegmentFiles(IndexDirectory directory, string segment, byte[] id)
{
    private readonly List<string> names = [];
    private readonly List<IndexOutput> outputs = [];

    public string Segment => segment;

    public byte[] Id => id;

    /// <summary>Files created so far, finished or not.</summary>
    public IReadOnlyList<string> Names => names;

    public IndexOutput Create(FileKind kind, string suffix = "")
    {
        var name = kind.NameFor(segment, suffix);
        var output = directory.CreateOutput(name);
        names.Add(name);
        outputs.Add(output);
        EnvelopeWriter.WriteHeader(output, kind, id, suffix);
        return output;
    }

    /// <summary>Closes what a failure left open. The files are then to be removed.</summary>
    public void Abandon()
    {
        foreach (var output in outputs)
        {
            try
            {
                output.Dispose();
            }
            catch (IOException)
            {
                // It is closed all the same, and nobody needs what it holds.
                continue;
            }
        }
    }
}
