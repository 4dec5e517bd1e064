using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using KnowledgeBase.Engine.Format;

namespace KnowledgeBase.Engine.Storage;

/// <summary>
/// The bytes of one file of the index, or of one part of a compound file, mapped read-only into memory. It is the only
/// owner of unsafe memory in the engine: every access names an offset and a length and is checked against the bounds
/// before a byte is touched. Safe for any number of threads; closing it while others read is the caller's error
/// (a snapshot counts references to prevent that).
/// </summary>
public sealed unsafe class IndexInput : IDisposable
{
    private readonly MappedMemory memory;
    private readonly byte* start;
    private readonly bool owns;

    private IndexInput(string name, MappedMemory memory, byte* start, long length, bool owns)
    {
        Name = name;
        Length = length;
        this.memory = memory;
        this.start = start;
        this.owns = owns;
    }

    /// <summary>The file's name, without folder; a part of a compound file is named <c>_0.cfs/_0.fnm</c>. Error messages carry it.</summary>
    public string Name { get; }

    /// <summary>Length in bytes.</summary>
    public long Length { get; }

    /// <summary>Maps a file of the disk. The file may be unlinked afterwards; the bytes stay until this is disposed.</summary>
    public static IndexInput Map(string path)
    {
        var memory = new MappedMemory(path);
        return new IndexInput(Path.GetFileName(path), memory, memory.Start, memory.Length, owns: true);
    }

    /// <summary>Wraps bytes of the heap, for indexes in memory and for tests. The array is copied.</summary>
    public static IndexInput Wrap(string name, ReadOnlySpan<byte> bytes)
    {
        var memory = new MappedMemory(bytes);
        return new IndexInput(name, memory, memory.Start, memory.Length, owns: true);
    }

    /// <summary>A part of this file that behaves as a file of its own. It lives as long as this one; disposing it does nothing.</summary>
    public IndexInput Slice(string name, long offset, long length)
    {
        Check(offset, length);
        return new IndexInput(name, memory, start + offset, length, owns: false);
    }

    /// <summary>The bytes from <paramref name="offset"/> on. Valid until this is disposed.</summary>
    /// <exception cref="IndexFormatException">The range is not within the file.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Span(long offset, int length)
    {
        Check(offset, length);
        return new ReadOnlySpan<byte>(start + offset, length);
    }

    /// <summary>A reader that starts at <paramref name="offset"/> and ends with the file (or 2 GB later).</summary>
    public ByteReader Reader(long offset = 0) => Reader(offset, Length - offset);

    /// <summary>A reader over a range; of a range beyond 2 GB it sees the first 2 GB.</summary>
    public ByteReader Reader(long offset, long length)
    {
        Check(offset, length);
        return new ByteReader(new ReadOnlySpan<byte>(start + offset, (int)Math.Min(length, Array.MaxLength)), Name, offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ByteAt(long offset)
    {
        Check(offset, 1);
        return start[offset];
    }

    /// <summary>Two bytes, big-endian.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public short Int16At(long offset)
    {
        Check(offset, 2);
        return BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<short>(start + offset));
    }

    /// <summary>Four bytes, big-endian.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Int32At(long offset)
    {
        Check(offset, 4);
        return BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<int>(start + offset));
    }

    /// <summary>Eight bytes, big-endian.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Int64At(long offset)
    {
        Check(offset, 8);
        return BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<long>(start + offset));
    }

    public void Dispose()
    {
        if (owns)
        {
            memory.Dispose();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Check(long offset, long length)
    {
        if ((ulong)offset > (ulong)Length || (ulong)length > (ulong)(Length - offset) || memory.IsClosed)
        {
            Refuse(offset, length);
        }
    }

    private void Refuse(long offset, long length)
    {
        ObjectDisposedException.ThrowIf(memory.IsClosed, this);
        throw new IndexFormatException(Name, $"something points to {length} bytes at {offset}, but the file has {Length}");
    }
}
