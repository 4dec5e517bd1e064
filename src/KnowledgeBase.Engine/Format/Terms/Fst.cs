using System.Numerics;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>
/// The transducer from block prefixes to index values (byte labels, byte-string outputs that are joined along the path; after
/// S. Mihov and D. Maurel, "Direct Construction of Minimal Acyclic Subsequential Transducers", 2001). A node is read from its
/// address towards lower positions. List node: arcs of byte flags, byte label, output, final output, target; array nodes begin with
/// 0x20 (binary search: vInt arcs, vInt arc size) or 0x40 (direct addressing: vInt label range, vInt arc size, presence bits, first label).
/// </summary>
internal sealed class Fst
{
    private const int Final = 1;
    private const int Last = 2;
    private const int TargetNext = 4;
    private const int NoTarget = 8;
    private const int HasOutput = 16;
    private const int HasFinalOutput = 32;
    private const int BinarySearch = 0x20;
    private const int Direct = 0x40;
    private readonly IndexInput input;
    private readonly int length;

    public Fst(IndexInput input, long start, long length, long root)
    {
        if (length > int.MaxValue || root > int.MaxValue || root < 0)
        {
            throw new IndexFormatException(input.Name, "the index of terms is too large");
        }

        this.input = input.Slice(input.Name, start, length);
        this.length = (int)length;
        Root = (int)root;
    }

    /// <summary>Address of the first node; 0 when there are no arcs at all.</summary>
    public int Root { get; }

    /// <summary>One step along the path: follows the arc of a label from a node.</summary>
    public bool TryFollow(int node, byte label, out Arc arc)
    {
        arc = default;
        if (node == 0)
        {
            return false;
        }

        var reader = new BackReader(input.Span(0, length), node, input.Name);
        int first = reader.ReadByte();
        if (first == BinarySearch)
        {
            int count = reader.ReadVInt();
            int size = reader.ReadVInt();
            int from = reader.Position;
            int low = 0;
            int high = count - 1;
            while (low <= high)
            {
                int middle = (low + high) >>> 1;
                reader.MoveTo(from - ((long)middle * size) - 1);
                int found = reader.ReadByte();
                if (found == label)
                {
                    reader.MoveTo(from - ((long)middle * size));
                    int flags = reader.ReadByte();
                    reader.ReadByte();
                    arc = ReadArc(ref reader, flags);
                    return true;
                }

                if (found < label)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle - 1;
                }
            }

            return false;
        }

        if (first == Direct)
        {
            int range = reader.ReadVInt();
            int size = reader.ReadVInt();
            int presence = reader.Position;
            reader.MoveTo(presence - (((long)range + 7) >> 3));
            int index = label - reader.ReadByte();
            if ((uint)index >= (uint)range)
            {
                return false;
            }

            int arcs = reader.Position;
            int before = 0;
            for (int i = 0; i < index >> 3; i++)
            {
                before += BitOperations.PopCount(reader.At(presence - i));
            }

            uint last = reader.At(presence - (index >> 3));
            if ((last >> (index & 7) & 1) == 0)
            {
                return false;
            }

            before += BitOperations.PopCount(last & ((1u << (index & 7)) - 1));
            reader.MoveTo(arcs - ((long)before * size));
            arc = ReadArc(ref reader, reader.ReadByte());
            return true;
        }

        int listFlags = first;
        while (true)
        {
            byte found = reader.ReadByte();
            var candidate = ReadArc(ref reader, listFlags);
            if (found == label)
            {
                if ((listFlags & (TargetNext | NoTarget)) == TargetNext)
                {
                    // The target stands right after this node's last arc.
                    while ((listFlags & Last) == 0)
                    {
                        listFlags = reader.ReadByte();
                        reader.ReadByte();
                        ReadArc(ref reader, listFlags);
                    }

                    candidate.Target = reader.Position;
                }

                arc = candidate;
                return true;
            }

            if (found > label || (listFlags & Last) != 0)
            {
                return false;
            }

            listFlags = reader.ReadByte();
        }
    }

    /// <summary>Copies bytes of an arc's output in reading order.</summary>
    public void Copy(int at, int count, Span<byte> target)
    {
        var bytes = input.Span((long)at - count + 1, count);
        for (int i = 0; i < count; i++)
        {
            target[i] = bytes[count - 1 - i];
        }
    }

    private static Arc ReadArc(ref BackReader reader, int flags)
    {
        var arc = new Arc { IsFinal = (flags & Final) != 0 };
        if ((flags & HasOutput) != 0)
        {
            arc.OutputLength = reader.ReadVInt();
            arc.OutputAt = reader.Position;
            reader.MoveTo(arc.OutputAt - (long)arc.OutputLength);
        }

        if ((flags & HasFinalOutput) != 0)
        {
            arc.FinalLength = reader.ReadVInt();
            arc.FinalAt = reader.Position;
            reader.MoveTo(arc.FinalAt - (long)arc.FinalLength);
        }

        if ((flags & (NoTarget | TargetNext)) == 0)
        {
            arc.Target = reader.ReadTarget();
        }

        return arc;
    }

    internal struct Arc
    {
        public bool IsFinal;
        public int Target;
        public int OutputAt;
        public int OutputLength;
        public int FinalAt;
        public int FinalLength;
    }

    private ref struct BackReader(ReadOnlySpan<byte> bytes, int position, string file)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;

        public int Position { get; private set; } = position;

        public byte ReadByte() => At(Position--);

        public readonly byte At(int at) => (uint)at < (uint)bytes.Length
            ? bytes[at]
            : throw new IndexFormatException(file, "the index of terms points outside itself");

        public int ReadVInt()
        {
            uint value = 0;
            for (int shift = 0; shift < 35; shift += 7)
            {
                byte b = ReadByte();
                value |= (uint)(b & 0x7F) << shift;
                if (b < 0x80)
                {
                    return value > int.MaxValue ? throw new IndexFormatException(file, "the index of terms holds an impossible number") : (int)value;
                }
            }

            throw new IndexFormatException(file, "the index of terms holds an impossible number");
        }

        public int ReadTarget()
        {
            int target = ReadVInt();
            return target < bytes.Length ? target : throw new IndexFormatException(file, "the index of terms points outside itself");
        }

        public void MoveTo(long position)
        {
            if (position < -1 || position >= bytes.Length)
            {
                throw new IndexFormatException(file, "the index of terms points outside itself");
            }

            Position = (int)position;
        }
    }
}
