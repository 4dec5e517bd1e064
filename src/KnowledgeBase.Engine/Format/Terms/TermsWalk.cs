using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
        var children = block.Children;
        int count = starts.Length - 1;
        int prefix = block.PrefixLength;
        int terms = block.TermsBefore;
        int entry = block.Entry;

        // The entry whose way was gone last; it did not end before it did.
        int gone = entry == 0 ? 0 : starts[entry - 1];
        int alive = block.Alive;
        while (entry < count)
        {
            int start = starts[entry];
            int length = starts[entry + 1] - start;
            alive = Common(suffixes, gone, start, alive);
            gone = start;
            while (alive < length && visitor.Step(prefix + alive, suffixes[start + alive]))
            {
                alive++;
            }

            bool isTerm = children.IsEmpty || children[entry] < 0;
            if (alive < length)
            {
                // All that begin with the byte that was one too many are passed over.
                int next = EndOfRun(suffixes, starts, entry, alive + 1);
                terms += children.IsEmpty ? next - entry : Terms(children[entry..next]);
                entry = next;
            }
            else if (!isTerm || visitor.Accepts(prefix + length))
            {
                block.Entry = entry;
                block.TermsBefore = terms;
                block.Alive = alive;
                return true;
            }
            else
            {
                terms++;
                entry++;
            }
        }

        return false;
    }

    // The first entry behind one that does not begin with the same bytes; entries stand in order, so a shorter one differs within its length.
    private static int EndOfRun(ReadOnlySpan<byte> suffixes, ReadOnlySpan<int> starts, int entry, int same)
    {
        int count = starts.Length - 1;
        int first = starts[entry];
        if (same > 8)
        {
            while (++entry < count && Common(suffixes, first, starts[entry], same) == same)
            {
            }

            return entry;
        }

        int unlike = 64 - (8 * same);
        ulong wanted = Eight(suffixes, first) << unlike;
        while (++entry < count && Eight(suffixes, starts[entry]) << unlike == wanted)
        {
        }

        return entry;
    }

    private static int Terms(ReadOnlySpan<long> children)
    {
        int count = 0;
        foreach (long child in children)
        {
            count += (int)(child >>> 63);
        }

        return count;
    }

    // How many bytes from two places on are equal, at most so many.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Common(ReadOnlySpan<byte> bytes, int first, int second, int most) =>
        most <= 8
            ? Math.Min(BitOperations.TrailingZeroCount(Eight(bytes, first) ^ Eight(bytes, second)) >> 3, most)
            : bytes.Slice(first, Math.Min(most, bytes.Length - second)).CommonPrefixLength(bytes[second..]);

    // Eight bytes may be read from wherever an entry begins: TermsBlock.Padding follow the last one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Eight(ReadOnlySpan<byte> bytes, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at));

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
