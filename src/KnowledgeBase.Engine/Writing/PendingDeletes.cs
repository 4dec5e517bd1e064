using KnowledgeBase.Engine.Writing.Buffering;

namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// Terms whose documents are to be deleted, each with the moment (sequence number) of its latest deletion: documents
/// added before that moment go, later ones stay. Gathers while documents arrive; frozen, it never changes again.
/// </summary>
internal sealed class PendingDeletes
{
    private readonly Dictionary<string, FieldDeletes> fields = new(StringComparer.Ordinal);

    public sealed class FieldDeletes
    {
        public readonly BytesHash Terms = new();
        public GrowingArray<long> Sequences = new();
    }

    public bool IsEmpty => fields.Count == 0;

    /// <summary>The latest deletion of all.</summary>
    public long LastSequence { get; private set; }

    public IReadOnlyDictionary<string, FieldDeletes> Fields => fields;

    public long BytesUsed
    {
        get
        {
            long sum = 0;
            foreach (var f in fields.Values) sum += f.Terms.BytesUsed + f.Sequences.BytesUsed;
            return sum;
        }
    }

    public void Add(string field, ReadOnlySpan<byte> term, long sequence)
    {
        if (!fields.TryGetValue(field, out var deletes)) fields.Add(field, deletes = new FieldDeletes());
        var id = deletes.Terms.Add(term);
        if (id == deletes.Sequences.Count) deletes.Sequences.Add(sequence);
        else deletes.Sequences[id] = sequence;
        LastSequence = sequence;
    }
}
