using System.Buffers.Binary;
using System.IO.Compression;

namespace KnowledgeBase.Text.Translation;

/// <summary>
/// A file compressed by dictzip: gzip whose extra field "RA" lists chunks that can be unpacked each for itself (the form is
/// described by the program's manual, dictzip(1)). Safe for any number of threads.
/// </summary>
internal sealed class DictzipFile
{
    private const int MaxChunk = 1 << 16;

    private readonly string _path;
    private readonly int _chunkLength;
    private readonly long[] _starts;

    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public DictzipFile(string path)
    {
        _path = path;
        using var file = File.OpenRead(path);
        using var reader = new BinaryReader(file);
        var head = reader.ReadBytes(12);
        if (head.Length < 12 || head[0] != 0x1f || head[1] != 0x8b || (head[3] & 4) == 0)
        {
            throw new InvalidDataException($"{path} is not compressed by dictzip.");
        }

        var extra = reader.ReadBytes(BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(10)));
        if (extra.Length < 10 || extra[0] != 'R' || extra[1] != 'A')
        {
            throw new InvalidDataException($"{path} has no table of chunks.");
        }

        _chunkLength = BinaryPrimitives.ReadUInt16LittleEndian(extra.AsSpan(6));
        var count = BinaryPrimitives.ReadUInt16LittleEndian(extra.AsSpan(8));
        if (_chunkLength == 0 || extra.Length < 10 + (2 * count))
        {
            throw new InvalidDataException($"{path} has a damaged table of chunks.");
        }

        SkipNames(reader, head[3]);
        _starts = new long[count + 1];
        _starts[0] = file.Position;
        for (var i = 0; i < count; i++)
        {
            _starts[i + 1] = _starts[i] + BinaryPrimitives.ReadUInt16LittleEndian(extra.AsSpan(10 + (2 * i)));
        }
    }

    /// <summary>The bytes from an offset of the unpacked file on; fewer where it ends.</summary>
    public byte[] Read(long offset, int length)
    {
        using var bytes = new MemoryStream(length);
        while (length > 0 && offset >= 0 && offset / _chunkLength < _starts.Length - 1)
        {
            var chunk = ChunkCache.Get(this, (int)(offset / _chunkLength), Unpack);
            var from = (int)(offset % _chunkLength);
            var taken = Math.Min(length, chunk.Length - from);
            if (taken <= 0)
            {
                break;
            }

            bytes.Write(chunk, from, taken);
            offset += taken;
            length -= taken;
        }

        return bytes.ToArray();
    }

    private static void SkipNames(BinaryReader reader, byte flags)
    {
        for (var names = (flags & 8) / 8 + ((flags & 16) / 16); names > 0; names--)
        {
            while (reader.ReadByte() != 0)
            {
                continue;
            }
        }
    }

    private byte[] Unpack(int number)
    {
        var packed = new byte[_starts[number + 1] - _starts[number]];
        using var file = File.OpenHandle(_path);
        var read = RandomAccess.Read(file, packed, _starts[number]);
        using var inflater = new DeflateStream(new MemoryStream(packed, 0, read), CompressionMode.Decompress);
        var chunk = new byte[Math.Min(_chunkLength, MaxChunk)];
        var filled = 0;
        for (int more; filled < chunk.Length && (more = inflater.Read(chunk, filled, chunk.Length - filled)) > 0; filled += more)
        {
            continue;
        }

        return chunk[..filled];
    }
}
