using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>Says byte by byte whether a term is wanted, and receives those that are. It remembers its state after each byte, so that terms with a common beginning share the way there.</summary>
internal interface ITermVisitor
{
    /// <summary>Takes the byte at a place, the bytes before it being those taken last; false when no term that begins so is wanted.</summary>
    bool Step(int place, byte value);

    /// <summary>Whether a step with any byte of a range may be true.</summary>
    bool Wants(int place, int first, int last);

    /// <summary>Whether the term of so many bytes is wanted.</summary>
    bool Accepts(int length);

    /// <summary>Receives a wanted term; they come in byte order.</summary>
    void Take(ReadOnlySpan<byte> term, in TermState state);
}

/// <summary>
/// Visits the terms that a visitor wants, block by block: a sub-block is entered only when some term that begins with its prefix may be wanted,
/// and a term is put together only when it is. This is the intersection of automaton and dictionary without a seek. The index is walked beside it: it says
/// where the pieces of a large block begin, and those in which no wanted term can be are not loaded.
/// </summary>
internal sealed class TermsWalk
{
    private const int DeepestNesting = 32766;
    private readonly List<TermsBlock> blocks = [];
    private readonly IndexPath path = new();
    private byte[] term = new byte[64];
    private int depth;

    private TermsWalk()
    {
    }

    public static void Run<TVisitor>(FieldTerms terms, ref TVisitor visitor)
        where TVisitor : struct, ITermVisitor
    {
        var walk = Spare<TermsWalk>.Take() ?? new TermsWalk();
        walk.Visit(terms, ref visitor);
        Spare<TermsWalk>.Give(walk);
    }

    private void Visit<TVisitor>(FieldTerms terms, ref TVisitor visitor)
        where TVisitor : struct, ITermVisitor
    {
        depth = -1;
        path.Reset(terms);
        Enter(terms, Push(terms, terms.Root, 0), ref visitor);
        while (depth >= 0)
        {
            var block = blocks[depth];
            if (!MoveToWanted(block, ref visitor))
            {
                if (!LoadWanted(terms, block, ref visitor))
                {
                    depth--;
                }

                continue;
            }

            int entry = block.Entry++;
            var suffix = block.Suffix(entry);
            int length = block.PrefixLength + suffix.Length;
            if (term.Length < length)
            {
                Array.Resize(ref term, Math.Max(length, term.Length * 2));
            }

            suffix.CopyTo(term.AsSpan(block.PrefixLength));
            long child = block.Child(entry);
            if (child >= 0)
            {
                var value = path.Follow(term.AsSpan(0, length), block.PrefixLength);
                var entered = value.IsEmpty ? Push(child, length) : Push(terms, value, length);
                if (entered.FirstPosition != child)
                {
                    throw new IndexFormatException(terms.Dictionary.Name, "the index of terms and the dictionary name different blocks");
                }

                Enter(terms, entered, ref visitor);
            }
            else
            {
                var state = default(TermState);
                block.ReadState(block.TermsBefore++, ref state);
                visitor.Take(term.AsSpan(0, length), state);
            }
        }
    }

    // Goes on to the next entry whose way through the automaton does not end before it does; false when the block has none.
    private static bool MoveToWanted<TVisitor>(TermsBlock block, ref TVisitor visitor)
        where TVisitor : struct, ITermVisitor
    {
        ReadOnlySpan<byte> suffixes = block.Suffixes;
        var starts = block.Starts;
        int prefix = block.PrefixLength;
        int alive = block.Alive;
        bool died = block.Died;
        int entry = block.Entry;
        int start = starts[entry];
        int before = starts[Math.Max(entry - 1, 0)];
        for (; entry < starts.Length - 1; entry++)
        {
            int length = starts[entry + 1] - start;

            // The way that this entry shares with the one before has been gone already.
            int most = Math.Min(Math.Min(length, start - before), alive + 1);
            int common = 0;
            while (common < most && suffixes[start + common] == suffixes[before + common])
            {
                common++;
            }

            if (common <= alive)
            {
                died = false;
                alive = common;
                while (alive < length)
                {
                    if (!visitor.Step(prefix + alive, suffixes[start + alive]))
                    {
                        died = true;
                        break;
                    }

                    alive++;
                }
            }

            bool isTerm = block.Child(entry) < 0;
            if (!died && (!isTerm || visitor.Accepts(prefix + length)))
            {
                block.Entry = entry;
                block.Alive = alive;
                block.Died = died;
                return true;
            }

            block.TermsBefore += isTerm ? 1 : 0;
            before = start;
            start += length;
        }

        return false;
    }

    private void Enter<TVisitor>(FieldTerms terms, TermsBlock block, ref TVisitor visitor)
        where TVisitor : struct, ITermVisitor
    {
        if (block.Floor.IsEmpty)
        {
            block.Load(terms, block.FirstPosition);
            return;
        }

        block.Pieces.Begin(block.Floor, block.FirstPosition, terms.Dictionary.Name);
        if (!LoadWanted(terms, block, ref visitor))
        {
            depth--;
        }
    }

    // Brings the next piece of a block in which a wanted term may be; false when there is none.
    private static bool LoadWanted<TVisitor>(FieldTerms terms, TermsBlock block, ref TVisitor visitor)
        where TVisitor : struct, ITermVisitor
    {
        if (block.Floor.IsEmpty)
        {
            if (!block.IsLastPiece)
            {
                block.Load(terms, block.End);
                return true;
            }

            return false;
        }

        while (block.Pieces.Next(block.Floor, terms.Dictionary.Name))
        {
            bool withPrefixItself = block.Pieces.First == 0;
            if ((withPrefixItself && visitor.Accepts(block.PrefixLength)) || visitor.Wants(block.PrefixLength, block.Pieces.First, block.Pieces.Last))
            {
                block.Load(terms, block.Pieces.Position);
                return true;
            }
        }

        return false;
    }

    private TermsBlock Push(FieldTerms terms, ReadOnlySpan<byte> value, int prefixLength)
    {
        var reader = new ByteReader(value, terms.Dictionary.Name);
        long code = reader.ReadVLong();
        var block = Push(code >>> 2, prefixLength);
        if ((code & 1) != 0)
        {
            block.SetFloor(value[reader.Position..]);
        }

        return block;
    }

    private TermsBlock Push(long position, int prefixLength)
    {
        if (++depth == blocks.Count)
        {
            if (depth > DeepestNesting || prefixLength > DeepestNesting * 2)
            {
                throw new IndexFormatException(path.FileName, "blocks of terms are nested too deeply");
            }

            blocks.Add(new TermsBlock());
        }

        var block = blocks[depth];
        block.PrefixLength = prefixLength;
        block.FirstPosition = position;
        block.SetFloor([]);
        return block;
    }
}
