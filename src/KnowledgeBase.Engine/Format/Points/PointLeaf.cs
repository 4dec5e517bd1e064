using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Points;

/// <summary>
/// One leaf of a point tree: vInt count, byte packing of the documents (0 vInt differences, 24 three bytes each, 32 four bytes each, big-endian), the documents;
/// vInt bytes that all values share, those bytes, byte packing of what differs (-1 nothing, -2 runs of one value, else the byte to look at first: runs of one such byte).
/// </summary>
internal sealed class PointLeaf
{
    private readonly IndexInput data;
    private readonly int maxDoc;
    private readonly int[] docs;
    private readonly long[] values;
    private int count;

    private PointLeaf(IndexInput data, int perLeaf, int maxDoc)
    {
        this.data = data;
        this.maxDoc = maxDoc;
        most = perLeaf;
        docs = ArrayPool<int>.Shared.Rent(perLeaf);
        values = ArrayPool<long>.Shared.Rent(perLeaf);
    }

    private readonly int most;

    /// <summary>The documents, each of which exists.</summary>
    public ReadOnlySpan<int> Docs => docs.AsSpan(0, count);

    /// <summary>The values beside them, with the sign bit flipped; there when they were asked for.</summary>
    public ReadOnlySpan<long> Values => values.AsSpan(0, count);

    public static PointLeaf Rent(IndexInput data, int perLeaf, int maxDoc) => new(data, perLeaf, maxDoc);

    public void Return()
    {
        ArrayPool<int>.Shared.Return(docs);
        ArrayPool<long>.Shared.Return(values);
    }

    public void Load(long position, bool withValues)
    {
        var reader = data.Reader(position);
        count = reader.ReadCount(most);
        ReadDocs(ref reader, docs.AsSpan(0, count), maxDoc);
        if (withValues)
        {
            ReadValues(ref reader, values.AsSpan(0, count));
        }
    }

    /// <summary>The documents whose values, with the sign bit flipped, lie in a range; the leaf must be loaded with values, and no longer holds its documents then.</summary>
    public ReadOnlySpan<int> Within(ulong min, ulong max)
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            docs[kept] = docs[i];
            ulong value = (ulong)values[i];
            kept += value >= min && value <= max ? 1 : 0;
        }

        return docs.AsSpan(0, kept);
    }

    private static void ReadDocs(ref ByteReader reader, Span<int> docs, int maxDoc)
    {
        byte kind = reader.ReadByte();
        switch (kind)
        {
            case 0:
                ReadDifferences(ref reader, docs, maxDoc);
                return;
            case 24:
                ReadTriples(reader.ReadBytes(docs.Length * 3), docs);
                break;
            case 32:
                foreach (ref int next in docs)
                {
                    next = reader.ReadInt32();
                }

                break;
            default:
                reader.Fail($"unknown packing {kind} of documents in the point tree");
                break;
        }

        if (!docs.IsEmpty && docs.ContainsAnyExceptInRange(0, maxDoc - 1))
        {
            Fail(reader);
        }
    }

    private static void ReadDifferences(ref ByteReader reader, Span<int> docs, int maxDoc)
    {
        reader.ReadVInts(docs);
        long doc = 0;
        int all = 0;
        foreach (ref int next in docs)
        {
            all |= next;
            doc += next;
            next = (int)doc;
        }

        // No difference is negative: then none is beyond the last.
        if (all < 0 || doc >= maxDoc)
        {
            Fail(reader);
        }
    }

    private static void Fail(in ByteReader reader) => reader.Fail("a point belongs to a document that does not exist");

    private static void ReadTriples(ReadOnlySpan<byte> bytes, Span<int> docs)
    {
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            var order = Vector128.Create((byte)2, 1, 0, 0x80, 5, 4, 3, 0x80, 8, 7, 6, 0x80, 11, 10, 9, 0x80);
            ref byte first = ref MemoryMarshal.GetReference(bytes);
            for (; (3 * i) + 16 <= bytes.Length; i += 4)
            {
                Vector128.Shuffle(Vector128.LoadUnsafe(ref first, (nuint)(3 * i)), order).AsInt32().CopyTo(docs[i..]);
            }
        }

        for (; i < docs.Length; i++)
        {
            docs[i] = (bytes[3 * i] << 16) | (bytes[(3 * i) + 1] << 8) | bytes[(3 * i) + 2];
        }
    }

    // The values are left in their sortable form.
    private static void ReadValues(ref ByteReader reader, Span<long> values)
    {
        int prefix = reader.ReadCount(8);
        ulong common = 0;
        for (int i = 0; i < prefix; i++)
        {
            common |= (ulong)reader.ReadByte() << (56 - (8 * i));
        }

        int kind = (sbyte)reader.ReadByte();
        int at = 0;
        switch (kind)
        {
            case -1 when prefix == 8:
                values.Fill((long)common);
                return;
            case -2 when prefix < 8:
                while (at < values.Length)
                {
                    int run = reader.ReadCount(values.Length - at);
                    ulong value = common | ReadSuffix(ref reader, prefix);
                    if (run == 0)
                    {
                        reader.Fail("an empty run of points");
                    }

                    values.Slice(at, run).Fill((long)value);
                    at += run;
                }

                return;
            case 0 when prefix < 8:
                while (at < values.Length)
                {
                    ulong shared = common | ((ulong)reader.ReadByte() << (56 - (8 * prefix)));
                    int run = reader.ReadByte();
                    if (run == 0 || run > values.Length - at)
                    {
                        reader.Fail("an impossible run of points");
                    }

                    for (; run > 0; run--)
                    {
                        values[at++] = (long)(shared | ReadSuffix(ref reader, prefix + 1));
                    }
                }

                return;
            default:
                reader.Fail($"unknown packing {kind} of values in the point tree");
                return;
        }
    }

    private static ulong ReadSuffix(ref ByteReader reader, int from)
    {
        ulong value = 0;
        for (; from < 8; from++)
        {
            value |= (ulong)reader.ReadByte() << (56 - (8 * from));
        }

        return value;
    }
}
