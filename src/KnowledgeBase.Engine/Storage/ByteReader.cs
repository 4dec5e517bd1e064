using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using KnowledgeBase.Engine.Format;

namespace KnowledgeBase.Engine.Storage;

/// <summary>
/// Reads the primitives of the format one after another from a span: fixed-size numbers are big-endian, variable ones
/// have seven bits a byte, lowest first. Reading past the end, and any impossible value, is an <see cref="IndexFormatException"/>.
/// </summary>
public ref struct ByteReader
{
    private readonly ReadOnlySpan<byte> bytes;
    private readonly string file;
    private readonly long origin;
    private int position;

    /// <param name="bytes">What to read.</param>
    /// <param name="file">The file's name, for error messages.</param>
    /// <param name="origin">Where in the file the span begins, for error messages and <see cref="FilePosition"/>.</param>
    public ByteReader(ReadOnlySpan<byte> bytes, string file, long origin = 0)
    {
        this.bytes = bytes;
        this.file = file;
        this.origin = origin;
    }

    /// <summary>Bytes read so far.</summary>
    public int Position
    {
        readonly get => position;
        set
        {
            if ((uint)value > (uint)bytes.Length)
            {
                Fail($"a position of {value} lies outside");
            }

            position = value;
        }
    }

    /// <summary>Where the next byte stands in the file.</summary>
    public readonly long FilePosition => origin + position;

    public readonly int Remaining => bytes.Length - position;

    /// <summary>The name of the file, for messages of callers.</summary>
    public readonly string File => file;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte()
    {
        if ((uint)position >= (uint)bytes.Length)
        {
            End(1);
        }

        return bytes[position++];
    }

    public short ReadInt16() => BinaryPrimitives.ReadInt16BigEndian(ReadBytes(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32BigEndian(ReadBytes(4));

    public long ReadInt64() => BinaryPrimitives.ReadInt64BigEndian(ReadBytes(8));

    /// <summary>Up to five bytes; the value may be negative (five bytes then).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadVInt()
    {
        if ((uint)position < (uint)bytes.Length)
        {
            byte b = bytes[position];
            if (b < 0x80)
            {
                position++;
                return b;
            }
        }

        return ReadLongVInt();
    }

    /// <summary>Fills all places with vInts.</summary>
    public void ReadVInts(scoped Span<int> numbers)
    {
        int done = VIntRun.Read(bytes[position..], numbers, out int used);
        position += used;
        foreach (ref int number in numbers[done..])
        {
            number = ReadVInt();
        }
    }

    /// <summary>Up to nine bytes, never negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadVLong()
    {
        if ((uint)position < (uint)bytes.Length)
        {
            byte b = bytes[position];
            if (b < 0x80)
            {
                position++;
                return b;
            }
        }

        return ReadLongVLong(9);
    }

    public int ReadZInt()
    {
        uint v = (uint)ReadVInt();
        return (int)(v >> 1) ^ -(int)(v & 1);
    }

    /// <summary>A zig-zag number of up to ten bytes.</summary>
    public long ReadZLong()
    {
        ulong v = (ulong)ReadLongVLong(10);
        return (long)(v >> 1) ^ -(long)(v & 1);
    }

    /// <summary>A vInt that must not be negative and not exceed a limit: a count or a length.</summary>
    public int ReadCount(int most = int.MaxValue)
    {
        int n = ReadVInt();
        if ((uint)n > (uint)most)
        {
            Fail($"a count of {n} is beyond the limit of {most}");
        }

        return n;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if ((uint)count > (uint)(bytes.Length - position))
        {
            End(count);
        }

        var result = bytes.Slice(position, count);
        position += count;
        return result;
    }

    public void Skip(long count)
    {
        if ((ulong)count > (ulong)(bytes.Length - position))
        {
            End(count);
        }

        position += (int)count;
    }

    public string ReadString() => Encoding.UTF8.GetString(ReadBytes(ReadVInt()));

    public SortedDictionary<string, string> ReadMap()
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (int n = ReadCount(Remaining); n > 0; n--)
        {
            string key = ReadString();
            map[key] = ReadString();
        }

        return map;
    }

    public SortedSet<string> ReadSet()
    {
        var set = new SortedSet<string>(StringComparer.Ordinal);
        for (int n = ReadCount(Remaining); n > 0; n--)
        {
            set.Add(ReadString());
        }

        return set;
    }

    /// <summary>Reports damage at the current place.</summary>
    [DoesNotReturn]
    public readonly void Fail(string what) => throw new IndexFormatException(file, $"{what} (near byte {origin + position})");

    private int ReadLongVInt()
    {
        if (bytes.Length - position >= 2 && bytes[position + 1] < 0x80)
        {
            position += 2;
            return (bytes[position - 2] & 0x7F) | (bytes[position - 1] << 7);
        }

        uint value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte b = ReadByte();
            value |= (uint)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return (int)value;
            }
        }

        Fail("a vInt has more than five bytes");
        return 0;
    }

    private long ReadLongVLong(int most)
    {
        if (bytes.Length - position >= 2 && bytes[position] >= 0x80 && bytes[position + 1] < 0x80)
        {
            position += 2;
            return (bytes[position - 2] & 0x7FL) | ((long)bytes[position - 1] << 7);
        }

        ulong value = 0;
        for (int i = 0; i < most; i++)
        {
            byte b = ReadByte();
            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b < 0x80)
            {
                return (long)value;
            }
        }

        Fail($"a vLong has more than {most} bytes");
        return 0;
    }

    [DoesNotReturn]
    private readonly void End(long wanted) => Fail($"the data ends {wanted - Remaining} bytes too early");
}
