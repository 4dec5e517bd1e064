using System.Buffers.Binary;
using System.Text;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>Makes small OLE2 compound files: sectors of 512 bytes, a table of one sector, streams filled up to a length at which they have sectors of their own.</summary>
internal static class CompoundFile
{
    private const int Sector = 512;
    private const int Least = 4096;
    private const uint None = 0xFFFFFFFF;
    private const uint End = 0xFFFFFFFE;

    /// <summary>A file of streams; a path with '/' lies in a storage of that name.</summary>
    public static byte[] Of(params (string Path, byte[] Content)[] streams)
    {
        var entries = new List<(string Name, byte Kind, uint Child, uint Next, uint Start, int Length)> { ("Root Entry", 5, None, None, End, 0) };
        var bodies = new List<byte[]>();
        var sector = 0u;
        uint Add(string name, byte[] content)
        {
            var body = new byte[Math.Max(Least, (content.Length + Sector - 1) / Sector * Sector)];
            content.CopyTo(body, 0);
            entries.Add((name, 2, None, None, sector, Math.Max(Least, content.Length)));
            bodies.Add(body);
            sector += (uint)(body.Length / Sector);
            return (uint)entries.Count - 1;
        }

        uint Chain(IEnumerable<uint> ids)
        {
            var next = None;
            foreach (var id in ids.Reverse())
            {
                entries[(int)id] = entries[(int)id] with { Next = next };
                next = id;
            }

            return next;
        }

        var top = new List<uint>();
        foreach (var group in streams.GroupBy(s => s.Path.Contains('/', StringComparison.Ordinal) ? s.Path[..s.Path.IndexOf('/', StringComparison.Ordinal)] : ""))
        {
            var inside = group.Select(s => Add(s.Path[(s.Path.LastIndexOf('/') + 1)..], s.Content)).ToList();
            if (group.Key.Length == 0)
            {
                top.AddRange(inside);
                continue;
            }

            entries.Add((group.Key, 1, Chain(inside), None, 0, 0));
            top.Add((uint)entries.Count - 1);
        }

        entries[0] = entries[0] with { Child = Chain(top) };
        var directorySectors = (entries.Count + 3) / 4;
        var (directory, table) = (sector, sector + (uint)directorySectors);
        var file = new byte[Sector * (1 + table + 1)];
        void Put(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
        ((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file, 0);
        file[26] = 3;
        file[28] = 0xFE;
        file[29] = 0xFF;
        file[30] = 9;
        file[32] = 6;
        Put(44, 1);
        Put(48, directory);
        Put(56, Least);
        Put(60, End);
        Put(68, End);
        for (var i = 0; i < 109; i++)
        {
            Put(76 + (4 * i), i == 0 ? table : None);
        }

        var at = Sector;
        var next = 0u;
        var tableAt = (int)(Sector * (1 + table));
        foreach (var length in bodies.Select(b => b.Length).Append(directorySectors * Sector))
        {
            for (var i = 1; i <= length / Sector; i++, next++)
            {
                Put(tableAt + (4 * (int)next), i == length / Sector ? End : next + 1);
            }
        }

        Put(tableAt + (4 * (int)next), 0xFFFFFFFD);
        foreach (var body in bodies)
        {
            body.CopyTo(file, at);
            at += body.Length;
        }

        foreach (var (name, kind, child, right, start, length) in entries)
        {
            Encoding.Unicode.GetBytes(name).CopyTo(file, at);
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at + 64), (ushort)(2 * (name.Length + 1)));
            file[at + 66] = kind;
            Put(at + 68, None);
            Put(at + 72, right);
            Put(at + 76, child);
            Put(at + 116, start);
            Put(at + 120, (uint)length);
            at += 128;
        }

        return file;
    }
}
