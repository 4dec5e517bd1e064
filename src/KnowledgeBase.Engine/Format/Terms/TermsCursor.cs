using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>
/// Walks the terms of a field in byte order, and seeks. Before the first <see cref="Next"/> or seek it stands before the first term;
/// after the last, <see cref="Next"/> is false and stays false until the next seek. For one thread.
/// </summary>
public sealed class TermsCursor
{
    private const int LongestTerm = 32766;
    private FieldTerms terms = null!;
    private TermsBlock[] blocks = new TermsBlock[8];
    private int depth = -1;
    private bool started;
    private byte[] term = new byte[64];
    private int length;
    private byte[] output = new byte[32];
    private int termInBlock = -1;

    internal TermsCursor()
    {
    }

    /// <summary>Stands before the first term of a field.</summary>
    internal TermsCursor Reset(FieldTerms of)
    {
        terms = of;
        depth = -1;
        started = false;
        return this;
    }

    /// <summary>The current term; valid until the cursor moves.</summary>
    public ReadOnlySpan<byte> Term => term.AsSpan(0, length);

    /// <summary>Statistics and places of the current term.</summary>
    public TermState State
    {
        get
        {
            var state = default(TermState);
            blocks[depth].ReadState(termInBlock, ref state);
            return state;
        }
    }

    public int DocFreq => State.DocFreq;

    /// <summary>Moves to the next term; false at the end.</summary>
    public bool Next()
    {
        if (!started)
        {
            started = true;
            Push(terms.Root, 0);
            blocks[0].Load(terms, blocks[0].FirstPosition);
        }

        return MoveOn();
    }

    /// <summary>Moves to the smallest term that is not below <paramref name="target"/>; false when there is none.</summary>
    public bool SeekCeiling(ReadOnlySpan<byte> target)
    {
        Descend(target);
        while (true)
        {
            var block = blocks[depth];
            LoadPiece(block, target);
            var rest = target[block.PrefixLength..];
            bool descended = false;
            for (; block.Entry < block.Count; block.Entry++)
            {
                var suffix = block.Suffix(block.Entry);
                if (suffix.SequenceCompareTo(rest) >= 0)
                {
                    return MoveOn();
                }

                if (block.Child(block.Entry) >= 0 && rest.StartsWith(suffix))
                {
                    // The index did not name this block; the walk goes on all the same.
                    descended = true;
                    break;
                }

                if (block.Child(block.Entry) < 0)
                {
                    block.TermsBefore++;
                }
            }

            if (!descended)
            {
                return MoveOn();
            }

            Enter(block);
            blocks[depth].Unload();
        }
    }

    /// <summary>Moves to exactly this term; when false, the cursor must be sought again before use.</summary>
    public bool SeekExact(ReadOnlySpan<byte> target)
    {
        Descend(target);
        var block = blocks[depth];
        if (!LoadPiece(block, target))
        {
            return false;
        }

        var rest = target[block.PrefixLength..];
        for (; block.Entry < block.Count; block.Entry++)
        {
            if (block.Child(block.Entry) >= 0)
            {
                continue;
            }

            int order = block.Suffix(block.Entry).SequenceCompareTo(rest);
            if (order == 0)
            {
                termInBlock = block.TermsBefore;
                block.Entry++;
                block.TermsBefore++;
                SetTerm(target);
                return true;
            }

            if (order > 0)
            {
                return false;
            }

            block.TermsBefore++;
        }

        return false;
    }

    // Walks the index along the target; every block on the way is put on the stack, none is loaded.
    private void Descend(ReadOnlySpan<byte> target)
    {
        started = true;
        depth = -1;
        SetTerm(target);
        Push(terms.Root, 0);
        var index = terms.Index;
        int node = index.Root;
        int outputLength = 0;
        for (int i = 0; i < target.Length && node != 0; i++)
        {
            if (!index.TryFollow(node, target[i], out var arc))
            {
                break;
            }

            Append(ref outputLength, arc.OutputAt, arc.OutputLength);
            if (arc.IsFinal)
            {
                int whole = outputLength;
                Append(ref whole, arc.FinalAt, arc.FinalLength);
                Push(output.AsSpan(0, whole), i + 1);
            }

            node = arc.Target;
        }
    }

    private void Append(ref int outputLength, int at, int count)
    {
        if (count == 0)
        {
            return;
        }

        if (outputLength + (long)count > 1 << 20)
        {
            throw new IndexFormatException(terms.Dictionary.Name, "an index value is impossibly long");
        }

        if (output.Length < outputLength + count)
        {
            Array.Resize(ref output, Math.Max(output.Length * 2, outputLength + count));
        }

        terms.Index.Copy(at, count, output.AsSpan(outputLength));
        outputLength += count;
    }

    private void Push(ReadOnlySpan<byte> value, int prefixLength)
    {
        var reader = new ByteReader(value, terms.Dictionary.Name);
        long code = reader.ReadVLong();
        var block = NewBlock(code >>> 2, prefixLength);
        block.HasTerms = (code & 2) != 0;
        if ((code & 1) != 0)
        {
            block.SetFloor(value[reader.Position..]);
        }
    }

    private TermsBlock NewBlock(long position, int prefixLength)
    {
        if (++depth == blocks.Length)
        {
            if (depth > LongestTerm)
            {
                throw new IndexFormatException(terms.Dictionary.Name, "blocks of terms are nested too deeply");
            }

            Array.Resize(ref blocks, depth * 2);
        }

        var block = blocks[depth] ??= new TermsBlock();
        block.FirstPosition = position;
        block.PrefixLength = prefixLength;
        block.SetFloor([]);
        block.HasTerms = true;
        block.Unload();
        return block;
    }

    // Loads the piece of a block that a target may be in; false when the index says that it holds no term.
    private bool LoadPiece(TermsBlock block, ReadOnlySpan<byte> target)
    {
        if (block.Position >= 0)
        {
            return true;
        }

        long position = block.FirstPosition;
        bool hasTerms = block.HasTerms;
        if (block.Floor.Length > 0 && target.Length > block.PrefixLength)
        {
            byte wanted = target[block.PrefixLength];
            var floor = new ByteReader(block.Floor, terms.Dictionary.Name);
            for (int pieces = floor.ReadCount(255); pieces > 0; pieces--)
            {
                byte lead = floor.ReadByte();
                long code = floor.ReadVLong();
                if (lead > wanted)
                {
                    break;
                }

                position = block.FirstPosition + (code >>> 1);
                hasTerms = (code & 1) != 0;
            }
        }

        block.Load(terms, position);
        return hasTerms;
    }

    private bool MoveOn()
    {
        while (depth >= 0)
        {
            var block = blocks[depth];
            if (block.Entry < block.Count)
            {
                int entry = block.Entry;
                if (block.Child(entry) >= 0)
                {
                    Enter(block);
                    blocks[depth].Load(terms, blocks[depth].FirstPosition);
                    continue;
                }

                block.Entry++;
                termInBlock = block.TermsBefore++;
                SetSuffix(block.PrefixLength, block.Suffix(entry));
                return true;
            }

            if (!block.IsLastPiece)
            {
                block.Load(terms, block.End);
                continue;
            }

            Leave();
        }

        return false;
    }

    private void Enter(TermsBlock parent)
    {
        int entry = parent.Entry++;
        SetSuffix(parent.PrefixLength, parent.Suffix(entry));
        NewBlock(parent.Child(entry), length);
    }

    // Back to the parent, which stands after the entry of the block just left, and is loaded there if only the index had named it.
    private void Leave()
    {
        var child = blocks[depth--];
        if (depth < 0 || blocks[depth].Position >= 0)
        {
            return;
        }

        var parent = blocks[depth];
        LoadPiece(parent, term.AsSpan(0, child.PrefixLength));
        while (true)
        {
            for (; parent.Entry < parent.Count; parent.Entry++)
            {
                if (parent.Child(parent.Entry) == child.FirstPosition)
                {
                    parent.Entry++;
                    return;
                }

                if (parent.Child(parent.Entry) < 0)
                {
                    parent.TermsBefore++;
                }
            }

            if (parent.IsLastPiece)
            {
                throw new IndexFormatException(terms.Dictionary.Name, "the index of terms names a block that its parent does not");
            }

            parent.Load(terms, parent.End);
        }
    }

    private void SetTerm(ReadOnlySpan<byte> bytes)
    {
        length = 0;
        SetSuffix(0, bytes);
    }

    private void SetSuffix(int prefix, ReadOnlySpan<byte> suffix)
    {
        int size = prefix + suffix.Length;
        if (size > term.Length)
        {
            if (size > LongestTerm * 2)
            {
                throw new IndexFormatException(terms.Dictionary.Name, $"a term of {size} bytes is longer than a term can be");
            }

            Array.Resize(ref term, Math.Max(size, term.Length * 2));
        }

        suffix.CopyTo(term.AsSpan(prefix));
        length = size;
    }
}
