using System.Runtime.CompilerServices;
using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Numbers;

/// <summary>
/// Random access to a stream of numbers of equal width, most significant bit first, ended by three zero bytes
/// (so that a number can be fetched with one load of four or eight bytes).
/// </summary>
public readonly struct DirectReader
{
    private readonly IndexInput input;
    private readonly long start;
    private readonly int width;

    public DirectReader(IndexInput input, long start, int width)
    {
        if (!IsWidth(width))
        {
            throw new IndexFormatException(input.Name, $"numbers of {width} bits do not exist in this format");
        }

        this.input = input;
        this.start = start;
        this.width = width;
    }

    /// <summary>Whether numbers may be packed at this width.</summary>
    public static bool IsWidth(int width) => width is 1 or 2 or 4 or 8 or 12 or 16 or 20 or 24 or 28 or 32 or 40 or 48 or 56 or 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Get(long index)
    {
        long bit = index * width;
        long at = start + (bit >> 3);
        if (width <= 32)
        {
            uint word = (uint)input.Int32At(at);
            return (word << (int)(bit & 7)) >>> (32 - width);
        }

        return input.Int64At(at) >>> (64 - width);
    }
}
