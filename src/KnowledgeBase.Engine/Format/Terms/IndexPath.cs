namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>A way through the index of terms that is gone forward and back: the node and the output behind each byte of the current prefix.</summary>
internal sealed class IndexPath
{
    private readonly List<(int Node, int Output)> steps = [];
    private byte[] output = new byte[64];
    private FieldTerms terms = null!;

    public string FileName => terms.Dictionary.Name;

    public void Reset(FieldTerms of)
    {
        terms = of;
        steps.Clear();
        steps.Add((of.Index.Root, 0));
    }

    /// <summary>
    /// The index value of a prefix of which the first <paramref name="known"/> bytes were followed before, as part of a prefix that began so; empty when the index names
    /// no block there. Valid until the next call.
    /// </summary>
    public ReadOnlySpan<byte> Follow(ReadOnlySpan<byte> prefix, int known)
    {
        if (steps.Count <= known)
        {
            return default;
        }

        steps.RemoveRange(known + 1, steps.Count - known - 1);
        int whole = 0;
        for (int i = known; i < prefix.Length; i++)
        {
            var (node, length) = steps[i];
            if (!terms.Index.TryFollow(node, prefix[i], out var arc))
            {
                return default;
            }

            Append(ref length, arc.OutputAt, arc.OutputLength);
            steps.Add((arc.Target, length));
            whole = 0;
            if (arc.IsFinal && i == prefix.Length - 1)
            {
                whole = length;
                Append(ref whole, arc.FinalAt, arc.FinalLength);
            }
        }

        return output.AsSpan(0, whole);
    }

    private void Append(ref int length, int at, int count)
    {
        if (count == 0)
        {
            return;
        }

        if (length + (long)count > 1 << 20)
        {
            throw new IndexFormatException(FileName, "an index value is impossibly long");
        }

        if (output.Length < length + count)
        {
            Array.Resize(ref output, Math.Max(output.Length * 2, length + count));
        }

        terms.Index.Copy(at, count, output.AsSpan(length));
        length += count;
    }
}
