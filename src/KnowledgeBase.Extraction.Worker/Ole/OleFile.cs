using System.Buffers.Binary;
using System.Text;

namespace KnowledgeBase.Extraction.Worker.Ole;

/// <summary>An entry of an OLE2 compound file: a stream, or a storage that holds others.</summary>
/// <param name="Path">Names of the storages around it and its own, parted by '/'.</param>
/// <param name="Start">First sector.</param>
/// <param name="Length">In bytes.</param>
public sealed record OleEntry(string Path, uint Start, long Length)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}

/// <summary>
/// An OLE2 compound file ([MS-CFB]): streams in a tree of storages, each a chain of sectors. Every chain and the tree are followed for a
/// bounded number of steps, whatever the file says; a stream that breaks off is given as far as it goes.
/// </summary>
public sealed class OleFile
{
    private const uint LastSector = 0xFFFFFFFA;
    private const int MaxEntries = 20_000;
    private const int MaxDepth = 32;
    private const int MiniSector = 64;
    private const int MiniCutoff = 4096;
    private readonly Stream file;
    private readonly int shift;
    private readonly List<uint> table;
    private readonly List<uint> miniTable;
    private readonly byte[] miniStream;

    private OleFile(Stream file, int shift, List<uint> table, List<uint> miniTable, byte[] miniStream, IReadOnlyList<OleEntry> streams)
    {
        (this.file, this.shift, this.table, this.miniTable, this.miniStream) = (file, shift, table, miniTable, miniStream);
        Streams = streams;
    }

    public IReadOnlyList<OleEntry> Streams { get; }

    /// <summary>Opens a compound file; null when it is none, or its tables are beyond reading.</summary>
    public static OleFile? Open(Stream file)
    {
        var header = ReadAt(file, 0, 512);
        if (header.Length < 512 || !header.AsSpan().StartsWith(OfficeSignatures.CompoundFile))
        {
            return null;
        }

        var shift = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30)) == 12 ? 12 : 9;
        var table = Table(file, header, shift);
        var directory = Chain(file, shift, table, Number(header, 48), MaxEntries * 128L);
        var miniTable = Numbers(Chain(file, shift, table, Number(header, 60), 64 << 20));
        if (directory.Length < 128)
        {
            return null;
        }

        // The first entry is the root, whose own stream holds all short streams.
        var mini = Chain(file, shift, table, Number(directory, 116), Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(120)), 64u << 20));
        var streams = new List<OleEntry>();
        Walk(directory, Number(directory, 76), "", 0, new HashSet<uint>(), streams);
        return new(file, shift, table, miniTable, mini, streams);
    }

    /// <summary>The stream at a path, whatever its letters' case; null when there is none.</summary>
    public OleEntry? Find(string path) => Streams.FirstOrDefault(s => s.Path.Equals(path, StringComparison.OrdinalIgnoreCase));

    /// <summary>The start of a stream, up to <paramref name="most"/> bytes.</summary>
    public byte[] Read(OleEntry entry, int most)
    {
        var length = (int)Math.Min(entry.Length, most);
        if (entry.Length >= MiniCutoff)
        {
            return Chain(file, shift, table, entry.Start, length);
        }

        using var content = new MemoryStream();
        var seen = new HashSet<uint>();
        for (var sector = entry.Start; sector < LastSector && content.Length < length && seen.Add(sector); sector = sector < miniTable.Count ? miniTable[(int)sector] : LastSector)
        {
            var at = sector * (long)MiniSector;
            if (at >= miniStream.Length)
            {
                break;
            }

            content.Write(miniStream, (int)at, (int)Math.Min(MiniSector, miniStream.Length - at));
        }

        return content.ToArray().AsSpan(0, (int)Math.Min(content.Length, length)).ToArray();
    }

    private static List<uint> Table(Stream file, byte[] header, int shift)
    {
        var sectors = new List<uint>();
        for (var i = 0; i < 109 && Number(header, 76 + (4 * i)) is < LastSector and var sector; i++)
        {
            sectors.Add(sector);
        }

        var seen = new HashSet<uint>();
        var most = (file.Length >> (2 * shift - 2)) + 2;
        for (var next = Number(header, 68); next < LastSector && seen.Add(next) && sectors.Count < most;)
        {
            var more = Numbers(ReadAt(file, ((long)next + 1) << shift, 1 << shift));
            if (more.Count == 0)
            {
                break;
            }

            sectors.AddRange(more.SkipLast(1).TakeWhile(s => s < LastSector));
            next = more[^1];
        }

        var table = new List<uint>();
        foreach (var sector in sectors.Take((int)Math.Min(most, int.MaxValue)))
        {
            table.AddRange(Numbers(ReadAt(file, ((long)sector + 1) << shift, 1 << shift)));
        }

        return table;
    }

    private static byte[] Chain(Stream file, int shift, List<uint> table, uint start, long most)
    {
        using var content = new MemoryStream();
        var seen = new HashSet<uint>();
        for (var sector = start; sector < LastSector && content.Length < most && seen.Add(sector); sector = sector < table.Count ? table[(int)sector] : LastSector)
        {
            var part = ReadAt(file, ((long)sector + 1) << shift, 1 << shift);
            if (part.Length == 0)
            {
                break;
            }

            content.Write(part);
        }

        return content.Length > most ? content.ToArray()[..(int)most] : content.ToArray();
    }

    /// <summary>The siblings of an entry are a binary tree; children of a storage another.</summary>
    private static void Walk(byte[] directory, uint root, string path, int depth, HashSet<uint> seen, List<OleEntry> streams)
    {
        var waiting = new Stack<uint>([root]);
        while (waiting.TryPop(out var id) && streams.Count < MaxEntries)
        {
            var at = id * 128L;
            if (at + 128 > directory.Length || !seen.Add(id))
            {
                continue;
            }

            var entry = directory.AsSpan((int)at, 128);
            var length = BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]);
            var name = length is >= 2 and <= 64 ? Encoding.Unicode.GetString(entry[..(length - 2)]) : "";
            waiting.Push(BinaryPrimitives.ReadUInt32LittleEndian(entry[72..]));
            waiting.Push(BinaryPrimitives.ReadUInt32LittleEndian(entry[68..]));
            if (entry[66] == 2)
            {
                streams.Add(new(path + name, BinaryPrimitives.ReadUInt32LittleEndian(entry[116..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[120..])));
            }
            else if (entry[66] == 1 && depth < MaxDepth)
            {
                Walk(directory, BinaryPrimitives.ReadUInt32LittleEndian(entry[76..]), $"{path}{name}/", depth + 1, seen, streams);
            }
        }
    }

    private static uint Number(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static List<uint> Numbers(byte[] bytes)
    {
        var numbers = new List<uint>(bytes.Length / 4);
        for (var at = 0; at + 4 <= bytes.Length; at += 4)
        {
            numbers.Add(Number(bytes, at));
        }

        return numbers;
    }

    private static byte[] ReadAt(Stream file, long position, int count)
    {
        if (position >= file.Length)
        {
            return [];
        }

        file.Position = position;
        var buffer = new byte[count];
        var got = file.ReadAtLeast(buffer, count, throwOnEndOfStream: false);
        return got == count ? buffer : buffer[..got];
    }
}
