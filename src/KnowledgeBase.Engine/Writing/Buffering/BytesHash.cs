using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Engine.Writing.Buffering;

/// <summary>A set of byte strings, each numbered in order of arrival, in flat arrays: one pool of bytes and an open hash table of numbers.</summary>
internal sealed class BytesHash
{
    private byte[] pool = new byte[256];
    private int[] ends = new int[16];
    private uint[] hashes = new uint[16];
    private int[] table = new int[32];

    public int Count { get; private set; }

    public long BytesUsed => pool.Length + 4L * (ends.Length + hashes.Length + table.Length);

    public ReadOnlySpan<byte> this[int id]
    {
        get
        {
            var start = id == 0 ? 0 : ends[id - 1];
            return pool.AsSpan(start, ends[id] - start);
        }
    }

    /// <summary>The number of the string, which is <see cref="Count"/> - 1 when it was new.</summary>
    public int Add(ReadOnlySpan<byte> bytes)
    {
        var hash = Hash(bytes);
        var slot = Slot(bytes, hash);
        if (table[slot] != 0) return table[slot] - 1;
        var id = Count;
        if (id == ends.Length)
        {
            Array.Resize(ref ends, 2 * id);
            Array.Resize(ref hashes, 2 * id);
        }
        var start = id == 0 ? 0 : ends[id - 1];
        if (pool.Length - start < bytes.Length) Array.Resize(ref pool, (int)Math.Min(Array.MaxLength, Math.Max(2L * pool.Length, (long)start + bytes.Length)));
        bytes.CopyTo(pool.AsSpan(start));
        ends[id] = start + bytes.Length;
        hashes[id] = hash;
        table[slot] = id + 1;
        Count++;
        if (Count > table.Length / 2) Grow();
        return id;
    }

    /// <summary>The number of the string, or -1.</summary>
    public int Find(ReadOnlySpan<byte> bytes) => table[Slot(bytes, Hash(bytes))] - 1;

    /// <summary>All numbers, in byte order of their strings.</summary>
    public int[] Sorted()
    {
        var ids = new int[Count];
        var prefixes = new ulong[Count];
        Span<byte> first = stackalloc byte[8];
        for (var i = 0; i < Count; i++)
        {
            ids[i] = i;
            var bytes = this[i];
            if (bytes.Length >= 8)
            {
                prefixes[i] = BinaryPrimitives.ReadUInt64BigEndian(bytes);
                continue;
            }
            first.Clear();
            bytes.CopyTo(first);
            prefixes[i] = BinaryPrimitives.ReadUInt64BigEndian(first);
        }
        Array.Sort(prefixes, ids);
        for (var i = 0; i < ids.Length;)
        {
            var end = i + 1;
            while (end < ids.Length && prefixes[end] == prefixes[i]) end++;
            if (end - i > 1) ids.AsSpan(i, end - i).Sort((a, b) => this[a].SequenceCompareTo(this[b]));
            i = end;
        }
        return ids;
    }

    private int Slot(ReadOnlySpan<byte> bytes, uint hash)
    {
        var mask = table.Length - 1;
        var slot = (int)(hash & (uint)mask);
        while (true)
        {
            var id = table[slot] - 1;
            if (id < 0 || (hashes[id] == hash && this[id].SequenceEqual(bytes))) return slot;
            slot = (slot + 1) & mask;
        }
    }

    private void Grow()
    {
        table = new int[2 * table.Length];
        var mask = table.Length - 1;
        for (var i = 0; i < Count; i++)
        {
            var slot = (int)(hashes[i] & (uint)mask);
            while (table[slot] != 0) slot = (slot + 1) & mask;
            table[slot] = i + 1;
        }
    }

    /// <summary>Multiplies eight bytes at a time, seeded per process so that hostile terms cannot be chosen to collide.</summary>
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var h = Seed ^ (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            h = Mix(h ^ MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[8..];
        }
        if (bytes.Length >= 4)
        {
            h = Mix(h ^ MemoryMarshal.Read<uint>(bytes) ^ ((ulong)MemoryMarshal.Read<uint>(bytes[^4..]) << 32));
        }
        else if (bytes.Length > 0)
        {
            h = Mix(h ^ bytes[0] ^ ((ulong)bytes[bytes.Length >> 1] << 8) ^ ((ulong)bytes[^1] << 16));
        }
        return (uint)(h ^ (h >> 32));
    }

    private static readonly ulong Seed = BitConverter.ToUInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93 ^ BitOperations.RotateLeft(Seed, 32), out var low);
        return high ^ low;
    }
}
