using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>Says byte by byte whether a term is wanted, and receives those that are. It remembers its state after each byte, so that terms with a common beginning share the way there.</summary>
internal interface ITermVisitor
{
    /// <summary>Takes the byte at a place, the bytes before it being those taken last; false when no term that begins so is wanted.</summary>
    bool Step(int place, byte value);

    /// <summary>Whether the term of so many bytes is wanted.</summary>
    bool Accepts(int length);

    /// <summary>Receives a wanted term; they come in byte order.</summary>
    void Take(ReadOnlySpan<byte> term, in TermState state);
}

/// <summary>
/// Visits the terms that a visitor wants, block by block: a sub-block is entered only when some term that begins with its prefix may be wanted,
/// and a term is put together only when it is. This is the intersection of automaton and dictionary without a seek.
/// </summary>
internal static class TermsWalk
{
    private const int DeepestNesting = 32766;

    public static void Run<TVisitor>(FieldTerms terms, ref TVisitor visitor)
        where TVisitor : struct, ITermVisitor
    {
        var blocks = new List<TermsBlock>();
        var term = new byte[64];
        var root = new ByteReader(terms.Root, terms.Dictionary.Name);
        int depth = 0;
        Enter(terms, blocks, 0, root.ReadVLong() >>> 2, 0);
        while (depth >= 0)
        {
            var block = blocks[depth];
            if (block.Entry == block.Count)
            {
                if (block.IsLastPiece)
                {
                    depth--;
                }
                else
                {
                    block.Load(terms, block.End);
                }

                continue;
            }

            int entry = block.Entry++;
            int prefix = block.PrefixLength;
            long child = block.Child(entry);
            int ordinal = child < 0 ? block.TermsBefore++ : -1;
            var suffix = block.Suffix(entry);
            int length = prefix + suffix.Length;

            // The way that this entry shares with the one before has been gone already.
            var before = entry == 0 ? default : block.Suffix(entry - 1);
            int most = Math.Min(Math.Min(suffix.Length, before.Length), block.Alive + 1);
            int common = 0;
            while (common < most && suffix[common] == before[common])
            {
                common++;
            }

            if (common <= block.Alive)
            {
                block.Alive = common;
                block.Died = false;
                while (!block.Died && block.Alive < suffix.Length)
                {
                    block.Died = !visitor.Step(prefix + block.Alive, suffix[block.Alive]);
                    block.Alive += block.Died ? 0 : 1;
                }
            }

            if (block.Died || (child < 0 && !visitor.Accepts(length)))
            {
                continue;
            }

            if (term.Length < length)
            {
                Array.Resize(ref term, Math.Max(length, term.Length * 2));
            }

            suffix.CopyTo(term.AsSpan(prefix));
            if (child >= 0)
            {
                Enter(terms, blocks, ++depth, child, length);
            }
            else
            {
                var state = default(TermState);
                block.ReadState(ordinal, ref state);
                visitor.Take(term.AsSpan(0, length), state);
            }
        }
    }

    private static void Enter(FieldTerms terms, List<TermsBlock> blocks, int depth, long position, int prefixLength)
    {
        if (depth == blocks.Count)
        {
            if (depth > DeepestNesting || prefixLength > DeepestNesting * 2)
            {
                throw new IndexFormatException(terms.Dictionary.Name, "blocks of terms are nested too deeply");
            }

            blocks.Add(new TermsBlock());
        }

        blocks[depth].PrefixLength = prefixLength;
        blocks[depth].Load(terms, position);
    }
}
