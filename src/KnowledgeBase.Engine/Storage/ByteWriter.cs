using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace KnowledgeBase.Engine.Storage;

/// <summary>
/// Writes the primitive types of the format (big-endian integers, variable integers, strings, maps) to a buffer;
/// a subclass says what happens when the buffer is full.
/// </summary>
public abstract class ByteWriter
{
    private protected byte[] Buffer;
    private protected int Used;

    private protected ByteWriter(int capacity) => Buffer = new byte[capacity];

    /// <summary>Bytes written so far.</summary>
    public abstract long Position { get; }

    /// <summary>Makes room for <paramref name="count"/> (small) more bytes after <see cref="Used"/>.</summary>
    private protected abstract void MakeRoom(int count);

    public abstract void WriteBytes(ReadOnlySpan<byte> bytes);

    private Span<byte> Take(int count)
    {
        if (Buffer.Length - Used < count) MakeRoom(count);
        var span = Buffer.AsSpan(Used, count);
        Used += count;
        return span;
    }

    public void WriteByte(byte value)
    {
        if (Used == Buffer.Length) MakeRoom(1);
        Buffer[Used++] = value;
    }

    public void WriteShort(short value) => BinaryPrimitives.WriteInt16BigEndian(Take(2), value);

    public void WriteInt(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(4), value);

    public void WriteLong(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(8), value);

    /// <summary>The only little-endian item of the format: a word of a packed postings block.</summary>
    public void WriteLongLittleEndian(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    /// <summary>One to five bytes, seven bits each, lowest first; a negative value takes five.</summary>
    public void WriteVInt(int value)
    {
        if (Buffer.Length - Used < 5) MakeRoom(5);
        var v = (uint)value;
        while (v >= 0x80)
        {
            Buffer[Used++] = (byte)(v | 0x80);
            v >>= 7;
        }
        Buffer[Used++] = (byte)v;
    }

    /// <summary>One to nine bytes; the value must not be negative.</summary>
    public void WriteVLong(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        WriteUnsigned((ulong)value);
    }

    public void WriteZInt(int value) => WriteVInt((value << 1) ^ (value >> 31));

    public void WriteZLong(long value) => WriteUnsigned((ulong)((value << 1) ^ (value >> 63)));

    public void WriteString(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        WriteVInt(bytes.Length);
        WriteBytes(bytes);
    }

    public void WriteMap(IReadOnlyDictionary<string, string> map)
    {
        WriteVInt(map.Count);
        foreach (var (key, value) in map)
        {
            WriteString(key);
            WriteString(value);
        }
    }

    public void WriteSet(IReadOnlyCollection<string> set)
    {
        WriteVInt(set.Count);
        foreach (var item in set) WriteString(item);
    }

    private void WriteUnsigned(ulong v)
    {
        if (Buffer.Length - Used < 10) MakeRoom(10);
        while (v >= 0x80)
        {
            Buffer[Used++] = (byte)(v | 0x80);
            v >>= 7;
        }
        Buffer[Used++] = (byte)v;
    }
}

/// <summary>A byte writer that keeps all in memory and can be emptied and used again.</summary>
public sealed class ByteBuffer : ByteWriter
{
    public ByteBuffer(int capacity = 256) : base(Math.Max(16, capacity))
    {
    }

    public override long Position => Used;

    public int Length => Used;

    public ReadOnlySpan<byte> Written => Buffer.AsSpan(0, Used);

    public void Clear() => Used = 0;

    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Used);
        Used = length;
    }

    public override void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (Buffer.Length - Used < bytes.Length) MakeRoom(bytes.Length);
        bytes.CopyTo(Buffer.AsSpan(Used));
        Used += bytes.Length;
    }

    public byte[] ToArray() => Written.ToArray();

    private protected override void MakeRoom(int count)
    {
        var need = checked(Used + count);
        Array.Resize(ref Buffer, (int)Math.Min(Array.MaxLength, Math.Max(BitOperations.RoundUpToPowerOf2((uint)need), 2L * Buffer.Length)));
    }
}
