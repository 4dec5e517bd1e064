using System.Buffers.Binary;
using System.Numerics;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Stored;

/// <summary>
/// Compresses to raw LZ4 blocks, greedily with a hash table of the last place of each four bytes. Matches may reach back
/// into bytes that stand before the block (a preset dictionary).
/// </summary>
internal sealed class Lz4Encoder
{
    private const int HashBits = 14;
    private const int MinMatch = 4, LastLiterals = 5, MatchLimit = 12, MaxDistance = 65535;

    private readonly int[] table = new int[1 << HashBits];

    /// <summary>Compresses the bytes from <paramref name="start"/> on; those before are the dictionary.</summary>
    public void Compress(ByteWriter output, ReadOnlySpan<byte> bytes, int start)
    {
        Array.Fill(table, -1);
        for (var i = Math.Max(0, start - MaxDistance); i <= start - MinMatch; i++) table[Hash(bytes, i)] = i;
        var anchor = start;
        var at = start;
        var limit = bytes.Length - MatchLimit;
        var misses = 0;
        while (at <= limit)
        {
            var hash = Hash(bytes, at);
            var candidate = table[hash];
            table[hash] = at;
            if (candidate < 0 || at - candidate > MaxDistance || Word(bytes, candidate) != Word(bytes, at))
            {
                at += 1 + (misses++ >> 6);
                continue;
            }
            misses = 0;
            while (at > anchor && candidate > 0 && bytes[at - 1] == bytes[candidate - 1])
            {
                at--;
                candidate--;
            }
            var longest = bytes.Length - LastLiterals - at;
            var length = MinMatch + bytes.Slice(candidate + MinMatch, longest - MinMatch).CommonPrefixLength(bytes.Slice(at + MinMatch, longest - MinMatch));
            WriteSequence(output, bytes[anchor..at], at - candidate, length);
            at += length;
            anchor = at;
            if (at <= limit) table[Hash(bytes, at - 2)] = at - 2;
        }
        var literals = bytes[anchor..];
        output.WriteByte((byte)(Math.Min(literals.Length, 15) << 4));
        WriteRest(output, literals.Length);
        output.WriteBytes(literals);
    }

    private static void WriteSequence(ByteWriter output, ReadOnlySpan<byte> literals, int distance, int length)
    {
        output.WriteByte((byte)(Math.Min(literals.Length, 15) << 4 | Math.Min(length - MinMatch, 15)));
        WriteRest(output, literals.Length);
        output.WriteBytes(literals);
        output.WriteByte((byte)distance);
        output.WriteByte((byte)(distance >> 8));
        WriteRest(output, length - MinMatch);
    }

    private static void WriteRest(ByteWriter output, int length)
    {
        if (length < 15) return;
        for (length -= 15; length >= 255; length -= 255) output.WriteByte(255);
        output.WriteByte((byte)length);
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static int Hash(ReadOnlySpan<byte> bytes, int at) => (int)((Word(bytes, at) * 2654435761) >> (32 - HashBits));
}
