using KnowledgeBase.Engine.Format.Numbers;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Stored;

/// <summary>
/// Reads stored fields of mode BEST_SPEED (.fdt, .fdx, .fdm).
/// Chunk: vInt first document, vInt documents shifted by 1 | sliced, counts of values, byte lengths, compressed data; a piece of L bytes is
/// vInt D dictionary length, vInt B block length, vInt compressed sizes of dictionary and blocks, LZ4 of each.
/// Only the blocks that hold the wanted document are decompressed. Safe for any number of threads.
/// </summary>
public sealed class StoredFieldsReader
{
    private const string ModeKey = "Lucene87StoredFieldsFormat.mode";
    private readonly IndexInput data;
    private readonly IReadOnlyDictionary<int, FieldInfo> fields;
    private readonly DirectMonotonicReader firstDocs;
    private readonly DirectMonotonicReader positions;
    private readonly int chunkSize;
    private readonly int maxDoc;
    private readonly long end;

    public StoredFieldsReader(IndexInput meta, IndexInput index, IndexInput data, SegmentInfo segment, IReadOnlyDictionary<int, FieldInfo> fields)
    {
        this.data = data;
        this.fields = fields;
        maxDoc = segment.MaxDoc;
        if (!segment.Attributes.TryGetValue(ModeKey, out string? mode) || mode != "BEST_SPEED")
        {
            throw new UnsupportedIndexException(data.Name, $"stored fields are compressed in mode '{mode ?? "unknown"}'; this engine reads BEST_SPEED");
        }

        Envelope.CheckData(data, FileKind.StoredFast, segment.Id, "");
        Envelope.CheckData(index, FileKind.StoredIndex, segment.Id, "");
        var reader = Envelope.OpenMeta(meta, FileKind.StoredMeta, segment.Id, "");
        chunkSize = reader.ReadCount();
        int packed = reader.ReadVInt();
        int docs = reader.ReadInt32();
        int shift = reader.ReadInt32();
        int chunks = reader.ReadInt32();
        if (packed != 2 || docs != maxDoc || chunks < 1 || chunks - 1 > maxDoc || chunkSize < 1)
        {
            reader.Fail("impossible numbers of packing, documents or chunks");
        }

        long firstAt = reader.ReadInt64();
        firstDocs = new DirectMonotonicReader(ref reader, chunks, shift).Attach(index, firstAt);
        long positionsAt = reader.ReadInt64();
        positions = new DirectMonotonicReader(ref reader, chunks, shift).Attach(index, positionsAt);
        reader.ReadInt64();
        end = reader.ReadInt64();
        reader.ReadVLong();
        reader.ReadVLong();
        Envelope.ExpectEnd(ref reader);
        if (end != data.Length - Envelope.FooterLength)
        {
            reader.Fail($"the data ends at {end}, but its file says {data.Length - Envelope.FooterLength}");
        }
    }

    /// <summary>The stored values of a document in the order they were added; only those that <paramref name="wanted"/> asks for.</summary>
    public List<StoredField> Read(int doc, Func<FieldInfo, bool>? wanted = null)
    {
        var (chunk, place) = Open(doc);
        int number = doc - place.First;
        int length = place.Lengths[number];
        if (length == 0)
        {
            return [];
        }

        long offset = 0;
        for (int i = 0; i < number; i++)
        {
            offset += place.Lengths[i];
        }

        byte[] bytes = place.Sliced ? ReadSliced(chunk, offset, length, place.Total) : ReadPiece(ref chunk, offset, length, place.Total, whole: false);
        return Decode(bytes, place.Counts[number], wanted);
    }

    /// <summary>All documents of the chunk that a document lies in, as they are encoded: for merging, which reads them in order.</summary>
    internal StoredRun ReadRun(int doc)
    {
        var (chunk, place) = Open(doc);
        if (place.Total > Array.MaxLength)
        {
            chunk.Fail($"a chunk of {place.Total} bytes is too long");
        }

        int length = (int)place.Total;
        byte[] bytes = length == 0 ? [] : place.Sliced ? ReadSliced(chunk, 0, length, length) : ReadPiece(ref chunk, 0, length, length, whole: false);
        return new StoredRun(place.First, place.Counts, place.Lengths, bytes);
    }

    private readonly record struct ChunkPlace(int First, bool Sliced, int[] Counts, int[] Lengths, long Total);

    private ref struct OpenChunk(ByteReader reader, ChunkPlace place)
    {
        private readonly ByteReader reader = reader;
        private readonly ChunkPlace place = place;

        public readonly void Deconstruct(out ByteReader chunk, out ChunkPlace where)
        {
            chunk = reader;
            where = place;
        }
    }

    /// <summary>Finds the chunk of a document and reads its head; the reader then stands before the compressed bytes.</summary>
    private OpenChunk Open(int doc)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)doc, (uint)maxDoc, nameof(doc));
        long low = 0;
        long high = firstDocs.Count - 2;
        while (low < high)
        {
            long middle = (low + high + 1) >>> 1;
            if (firstDocs.Get(middle) <= doc)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        long from = positions.Get(low);
        long to = positions.Get(low + 1);
        if (from < 0 || from > to || to > end)
        {
            throw new IndexFormatException(data.Name, $"chunk {low} has an impossible place ({from} to {to})");
        }

        var chunk = data.Reader(from, to - from);
        int first = chunk.ReadVInt();
        int token = chunk.ReadVInt();
        int docs = token >>> 1;
        bool sliced = (token & 1) != 0;
        int number = doc - first;
        if (docs < 1 || first < 0 || (uint)number >= (uint)docs || docs > maxDoc - first)
        {
            chunk.Fail($"the chunk holds documents {first} to {first + docs - 1}, but {doc} should be there");
        }

        var counts = ReadNumbers(ref chunk, docs);
        var lengths = ReadNumbers(ref chunk, docs);
        long total = 0;
        for (int i = 0; i < docs; i++)
        {
            if (lengths[i] < 0 || counts[i] < 0 || (lengths[i] == 0 && counts[i] != 0))
            {
                chunk.Fail("a document has an impossible length");
            }

            total += lengths[i];
        }

        return new OpenChunk(chunk, new ChunkPlace(first, sliced, counts, lengths, total));
    }

    private byte[] ReadSliced(ByteReader chunk, long offset, int length, long total)
    {
        var bytes = Allocate(ref chunk, length);
        int filled = 0;
        for (long sliceStart = 0; filled < length; sliceStart += chunkSize)
        {
            int size = (int)Math.Min(chunkSize, total - sliceStart);
            long from = Math.Max(offset, sliceStart);
            long to = Math.Min(offset + length, sliceStart + size);
            byte[] part = ReadPiece(ref chunk, Math.Min(size, Math.Max(0, from - sliceStart)), (int)Math.Max(0, to - from), size, whole: true);
            part.CopyTo(bytes.AsSpan(filled));
            filled += part.Length;
        }

        return bytes;
    }

    // Decompresses the dictionary and the blocks that hold [offset, offset + length); when "whole", leaves the reader after the piece.
    private static byte[] ReadPiece(ref ByteReader chunk, long offset, int length, long total, bool whole)
    {
        int dictionary = chunk.ReadCount();
        int block = chunk.ReadCount();
        if (dictionary > total || (block == 0 && dictionary < total))
        {
            chunk.Fail("a compressed piece has impossible block sizes");
        }

        long blocks = block == 0 ? 0 : (total - dictionary + block - 1) / block;
        if (blocks > chunk.Remaining)
        {
            chunk.Fail("a compressed piece has impossibly many blocks");
        }

        int dictionarySize = chunk.ReadCount(chunk.Remaining);
        var sizes = new int[blocks];
        long all = dictionarySize;
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = chunk.ReadCount(chunk.Remaining);
            all += sizes[i];
        }

        int body = chunk.Position;
        var result = Allocate(ref chunk, length);
        if (length > 0)
        {
            var buffer = Allocate(ref chunk, dictionary + (long)block);
            Lz4Decoder.Decode(ref chunk, buffer, 0, dictionary);
            int filled = 0;
            if (offset < dictionary)
            {
                filled = (int)Math.Min(length, dictionary - offset);
                buffer.AsSpan((int)offset, filled).CopyTo(result);
            }

            long at = body + dictionarySize;
            long start = dictionary;
            for (int i = 0; i < sizes.Length && filled < length; i++, start += block)
            {
                int size = (int)Math.Min(block, total - start);
                if (offset + filled < start + size)
                {
                    chunk.Position = (int)Math.Min(at, int.MaxValue);
                    Lz4Decoder.Decode(ref chunk, buffer, dictionary, dictionary + size);
                    int skip = (int)(offset + filled - start);
                    int take = Math.Min(length - filled, size - skip);
                    buffer.AsSpan(dictionary + skip, take).CopyTo(result.AsSpan(filled));
                    filled += take;
                }

                at += sizes[i];
            }
        }

        if (whole)
        {
            chunk.Position = (int)Math.Min(body + all, int.MaxValue);
        }

        return result;
    }

    // LZ4 makes at most 255 bytes of one: a length beyond that is damage, not a reason to take memory.
    private static byte[] Allocate(ref ByteReader chunk, long length)
    {
        if (length > Array.MaxLength || length > (chunk.Position + chunk.Remaining + 16L) * 256)
        {
            chunk.Fail($"a document of {length} bytes cannot come from so small a chunk");
        }

        return new byte[length];
    }

    private static int[] ReadNumbers(ref ByteReader chunk, int count)
    {
        var numbers = new int[count];
        if (count == 1)
        {
            numbers[0] = chunk.ReadVInt();
            return numbers;
        }

        int width = chunk.ReadVInt();
        if (width == 0)
        {
            Array.Fill(numbers, chunk.ReadVInt());
            return numbers;
        }

        if (width is < 0 or > 31)
        {
            chunk.Fail($"numbers of {width} bits do not exist here");
        }

        var packed = chunk.ReadBytes((int)((((long)count * width) + 7) >> 3));
        ulong window = 0;
        int have = 0;
        int next = 0;
        for (int i = 0; i < count; i++)
        {
            while (have < width)
            {
                window = (window << 8) | packed[next++];
                have += 8;
            }

            have -= width;
            numbers[i] = (int)(window >> have & ((1UL << width) - 1));
        }

        return numbers;
    }

    private List<StoredField> Decode(byte[] bytes, int count, Func<FieldInfo, bool>? wanted)
    {
        var reader = new ByteReader(bytes, data.Name);
        if (count > bytes.Length)
        {
            reader.Fail("a document has more values than bytes");
        }

        var values = new List<StoredField>(count);
        for (int i = 0; i < count; i++)
        {
            long key = reader.ReadVLong();
            if (!fields.TryGetValue((int)Math.Min(key >> 3, int.MaxValue), out var field) || (key & 7) > 5)
            {
                reader.Fail($"a stored value belongs to field {key >> 3} with type {key & 7}, which does not exist");
            }

            var type = (StoredType)(key & 7);
            ReadOnlyMemory<byte> text = default;
            long bits = 0;
            switch (type)
            {
                case StoredType.String or StoredType.Bytes:
                    int length = reader.ReadCount(reader.Remaining);
                    text = bytes.AsMemory(reader.Position, length);
                    reader.Skip(length);
                    break;
                case StoredType.Int:
                    bits = reader.ReadZInt();
                    break;
                case StoredType.Float:
                    bits = StoredNumbers.ReadFloat(ref reader);
                    break;
                case StoredType.Long:
                    bits = StoredNumbers.ReadLong(ref reader);
                    break;
                default:
                    bits = StoredNumbers.ReadDouble(ref reader);
                    break;
            }

            if (wanted is null || wanted(field))
            {
                values.Add(new StoredField(field, type, text, bits));
            }
        }

        return values;
    }
}

/// <summary>The documents of one chunk, still encoded.</summary>
/// <param name="First">Number of the first document.</param>
/// <param name="Counts">Values of each document.</param>
/// <param name="Lengths">Bytes of each document.</param>
/// <param name="Bytes">The documents' bytes, one after another.</param>
internal sealed record StoredRun(int First, int[] Counts, int[] Lengths, byte[] Bytes);
