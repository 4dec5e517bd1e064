using KnowledgeBase.Engine.Bits;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Postings;

/// <summary>
/// Reads the positions of a term, document after document. Full blocks of 128, regardless of documents: .pos PFOR(position differences); with payloads
/// .pay PFOR(lengths), vInt bytes, the bytes; with offsets .pay PFOR(start differences), PFOR(lengths). The rest one by one in .pos: with payloads vInt difference
/// shifted by 1 | new length, vInt length if so, the bytes; else vInt difference; with offsets vInt start difference shifted by 1 | new length, vInt length if so.
/// </summary>
public sealed class PositionsCursor
{
    private const int BlockSize = ForDecoder.BlockSize;
    private const int Few = 4;
    private PostingsFiles files = null!;
    private FieldInfo field = null!;
    private readonly int[] deltas = new int[BlockSize + Few];
    private int[]? payloadLengths;
    private int[]? startDeltas;
    private int[]? offsetLengths;
    private byte[] blockPayloads = [];
    private long posAt;
    private long payAt;
    private long tailAt;
    private long total;
    private int count;
    private int index;
    private int payloadAt;
    private long pending;
    private bool payReady;
    private long startPosAt;
    private int length;
    private int[] positions = new int[16];
    private int[] starts = [];
    private int[] ends = [];
    private int[] payloadStarts = [];
    private byte[] payloads = [];

    internal PositionsCursor()
    {
    }

    /// <summary>The positions of the current document.</summary>
    public ReadOnlySpan<int> Positions => positions.AsSpan(0, length);

    /// <summary>Offsets where each occurrence begins and ends; empty where the field has none.</summary>
    public ReadOnlySpan<int> Starts => starts.AsSpan(0, this.field.HasOffsets ? length : 0);

    public ReadOnlySpan<int> Ends => ends.AsSpan(0, this.field.HasOffsets ? length : 0);

    /// <summary>The payload of an occurrence; empty where there is none.</summary>
    public ReadOnlySpan<byte> Payload(int occurrence) =>
        field.HasPayloads ? payloads.AsSpan(payloadStarts[occurrence], payloadStarts[occurrence + 1] - payloadStarts[occurrence]) : default;

    internal void Begin(PostingsFiles of, FieldInfo fieldInfo, in TermState term)
    {
        files = of;
        field = fieldInfo;
        Prepare();
        startPosAt = term.PosStart;
        posAt = term.PosStart;
        payAt = term.PayStart;
        tailAt = term.TotalTermFreq < BlockSize ? term.PosStart : term.TotalTermFreq == BlockSize ? -1 : term.PosStart + term.LastPosBlockOffset;
        total = term.TotalTermFreq;
        count = 0;
        index = 0;
        pending = 0;
        length = 0;
    }

    private void Prepare()
    {
        if (files.Pos is null)
        {
            throw new IndexFormatException(files.Doc.Name, $"field '{field.Name}' has positions, but there is no file of positions");
        }

        if ((field.HasPayloads || field.HasOffsets) && files.Pay is null)
        {
            throw new IndexFormatException(files.Doc.Name, $"field '{field.Name}' has payloads or offsets, but there is no file of them");
        }

        if (field.HasPayloads)
        {
            payloadLengths ??= new int[BlockSize];
        }

        if (field.HasOffsets)
        {
            startDeltas ??= new int[BlockSize];
            offsetLengths ??= new int[BlockSize];
        }
    }

    /// <summary>Goes to where an entry of the skip data stands.</summary>
    internal void Seek(in SkipCursor.Entry entry)
    {
        posAt = entry.PosAt;
        payAt = entry.PayAt;
        pending = entry.PosIn;
        count = 0;
        index = 0;
    }

    /// <summary>Passes over positions of earlier documents, lazily.</summary>
    internal void Pass(long occurrences) => pending += occurrences;

    /// <summary>
    /// Passes over some positions and reads those of one document behind those of others that are in the array already; returns where they end. What is behind them
    /// in the array is of no meaning.
    /// </summary>
    internal int Append(int between, int freq, ref int[] flat, int at)
    {
        long from = index + pending + between;
        if ((uint)(freq - 1) >= Few || (ulong)from + (ulong)freq > (ulong)count || pending < 0 || flat.Length - at < Few || field.HasPayloads)
        {
            pending += between;
            Grow(ref flat, at + Math.Max(freq, Few));
            Read(freq, offsets: false);
            Positions.CopyTo(flat.AsSpan(at));
            return at + freq;
        }

        // Few positions, as nearly always, without asking how many.
        var source = deltas.AsSpan((int)from, Few);
        var target = flat.AsSpan(at, Few);
        int first = source[0];
        int second = first + source[1];
        int third = second + source[2];
        int fourth = third + source[3];
        target[0] = first;
        target[1] = second;
        target[2] = third;
        target[3] = fourth;
        if ((first | (freq > 1 ? second : 0) | (freq > 2 ? third : 0) | (freq > 3 ? fourth : 0)) < 0)
        {
            throw Damaged("a position is beyond all bounds");
        }

        index = (int)from + freq;
        pending = 0;
        return at + freq;
    }

    /// <summary>Reads the positions of one document.</summary>
    internal void Read(int freq, bool offsets)
    {
        offsets &= field.HasOffsets || field.HasPayloads;
        SkipPending(offsets);
        length = 0;
        int position = 0;
        int start = 0;
        int payloadEnd = 0;
        if (offsets && field.HasPayloads)
        {
            Grow(ref payloadStarts, 1);
            payloadStarts[0] = 0;
        }

        while (length < freq)
        {
            if (index == count)
            {
                LoadBlock(offsets);
            }

            int take = Math.Min(count - index, freq - length);
            Grow(ref positions, length + take);
            for (int i = 0; i < take; i++)
            {
                position += deltas[index + i];
                if (position < 0)
                {
                    throw Damaged("a position is impossible");
                }

                positions[length + i] = position;
            }

            if (offsets)
            {
                if (!payReady)
                {
                    throw Damaged("offsets are read where none are");
                }

                ReadOffsets(take, ref start, ref payloadEnd);
            }

            index += take;
            length += take;
        }
    }

    private void ReadOffsets(int take, ref int start, ref int payloadEnd)
    {
        if (field.HasOffsets)
        {
            Grow(ref starts, length + take);
            Grow(ref ends, length + take);
            for (int i = 0; i < take; i++)
            {
                start += startDeltas![index + i];
                starts[length + i] = start;
                ends[length + i] = start + offsetLengths![index + i];
            }
        }

        if (field.HasPayloads)
        {
            Grow(ref payloadStarts, length + take + 1);
            for (int i = 0; i < take; i++)
            {
                int size = payloadLengths![index + i];
                if (size < 0 || size > blockPayloads.Length - payloadAt)
                {
                    throw Damaged("a payload is longer than its block");
                }

                if (payloads.Length < payloadEnd + size)
                {
                    Array.Resize(ref payloads, Math.Max(payloads.Length * 2, payloadEnd + size));
                }

                blockPayloads.AsSpan(payloadAt, size).CopyTo(payloads.AsSpan(payloadEnd));
                payloadAt += size;
                payloadEnd += size;
                payloadStarts[length + i + 1] = payloadEnd;
            }
        }
    }

    private void SkipPending(bool offsets)
    {
        if (pending < 0)
        {
            throw Damaged("there are more occurrences than can be counted");
        }

        if (pending > count - index)
        {
            pending -= count - index;
            index = count;
            while (pending >= BlockSize && posAt != tailAt)
            {
                BlockCodes.Skip(files.Pos!, ref posAt);
                SkipPay();
                pending -= BlockSize;
            }

            if (pending > 0)
            {
                LoadBlock(offsets);
                if (pending > count)
                {
                    throw Damaged("there are fewer positions than the documents say");
                }
            }
        }

        if (payReady && field.HasPayloads)
        {
            for (int i = 0; i < pending; i++)
            {
                payloadAt += payloadLengths![index + i];
            }
        }

        index += (int)pending;
        pending = 0;
    }

    private void SkipPay()
    {
        if (field.HasPayloads)
        {
            BlockCodes.Skip(files.Pay!, ref payAt);
            var reader = files.Pay!.Reader(payAt);
            int bytes = reader.ReadCount();
            payAt += reader.Position + bytes;
        }

        if (field.HasOffsets)
        {
            BlockCodes.Skip(files.Pay!, ref payAt);
            BlockCodes.Skip(files.Pay!, ref payAt);
        }
    }

    private void LoadBlock(bool offsets)
    {
        index = 0;
        payloadAt = 0;
        if (posAt == tailAt)
        {
            ReadTail();
            return;
        }

        if (total < BlockSize || (tailAt >= 0 && posAt > tailAt))
        {
            throw Damaged("there are fewer positions than the documents say");
        }

        BlockCodes.Read(files.Pos!, ref posAt, deltas);
        count = BlockSize;
        payReady = offsets;
        if (!offsets)
        {
            SkipPay();
            return;
        }

        if (field.HasPayloads)
        {
            BlockCodes.Read(files.Pay!, ref payAt, payloadLengths);
            var reader = files.Pay!.Reader(payAt);
            blockPayloads = reader.ReadBytes(reader.ReadCount(reader.Remaining)).ToArray();
            payAt += reader.Position;
        }

        if (field.HasOffsets)
        {
            BlockCodes.Read(files.Pay!, ref payAt, startDeltas);
            BlockCodes.Read(files.Pay!, ref payAt, offsetLengths);
        }
    }

    private void ReadTail()
    {
        var reader = files.Pos!.Reader(posAt);
        count = (int)(total % BlockSize);
        int payloadLength = 0;
        int offsetLength = 0;
        int payloadBytes = 0;
        for (int i = 0; i < count; i++)
        {
            int code = reader.ReadVInt();
            if (field.HasPayloads)
            {
                if ((code & 1) != 0)
                {
                    payloadLength = reader.ReadCount(reader.Remaining);
                }

                payloadLengths![i] = payloadLength;
                deltas[i] = code >>> 1;
                if (blockPayloads.Length < payloadBytes + payloadLength)
                {
                    Array.Resize(ref blockPayloads, Math.Max(blockPayloads.Length * 2, payloadBytes + payloadLength));
                }

                reader.ReadBytes(payloadLength).CopyTo(blockPayloads.AsSpan(payloadBytes));
                payloadBytes += payloadLength;
            }
            else
            {
                deltas[i] = code;
            }

            if (field.HasOffsets)
            {
                int delta = reader.ReadVInt();
                if ((delta & 1) != 0)
                {
                    offsetLength = reader.ReadVInt();
                }

                startDeltas![i] = delta >>> 1;
                offsetLengths![i] = offsetLength;
            }
        }

        payReady = true;
        posAt = long.MinValue; // nothing follows the tail
        tailAt = -2;
        if (count == 0)
        {
            throw Damaged("there are fewer positions than the documents say");
        }
    }

    private IndexFormatException Damaged(string what) => new(files.Pos!.Name, $"{what} (term at {startPosAt}, near byte {posAt})");

    private static void Grow(ref int[] array, int size)
    {
        if (array.Length < size)
        {
            Array.Resize(ref array, Math.Max(size, array.Length * 2));
        }
    }
}
