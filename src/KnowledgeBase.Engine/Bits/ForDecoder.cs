using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KnowledgeBase.Engine.Bits;

/// <summary>
/// Unpacks a block of 128 numbers of 1 to 31 bits (16·bits bytes). The numbers lie in lanes of 8, 16 or 32 bits of little-endian
/// 64-bit words, most significant lane first: word i of lane k is number k·words + i; what does not fill a lane is spread over the low bits.
/// The scalar code here is the truth; <see cref="ForVector"/> does the same with 256-bit vectors.
/// </summary>
public static class ForDecoder
{
    public const int BlockSize = 128;
    private const ulong Low1 = 0x0101010101010101;
    private const ulong Low2 = 3 * Low1;
    private const ulong Low3 = 7 * Low1;
    private static readonly ulong[] LaneMasks = BuildMasks();

    /// <summary>Unpacks with the fastest code of this machine. <paramref name="packed"/> holds at least 16·bits bytes, <paramref name="numbers"/> 128 places.</summary>
    public static void Decode(ReadOnlySpan<byte> packed, int bits, Span<int> numbers)
    {
        Check(packed, bits, numbers);
        if (Avx2.IsSupported)
        {
            ForVector.Decode(packed, bits, numbers);
        }
        else
        {
            DecodeScalar(packed, bits, numbers);
        }
    }

    /// <summary>Unpacks differences and sums them up, starting from <paramref name="start"/>.</summary>
    public static void DecodeDeltas(ReadOnlySpan<byte> packed, int bits, int start, Span<int> numbers)
    {
        Check(packed, bits, numbers);
        if (Avx2.IsSupported)
        {
            ForVector.Decode(packed, bits, numbers);
            ForVector.PrefixSum(start, numbers);
        }
        else
        {
            DecodeScalar(packed, bits, numbers);
            PrefixSum(start, numbers);
        }
    }

    /// <summary>Puts the sum of the numbers up to each in its place; a block of 128.</summary>
    public static void RunningSums(Span<int> numbers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numbers.Length, BlockSize);
        if (Avx2.IsSupported)
        {
            ForVector.PrefixSum(0, numbers);
        }
        else
        {
            PrefixSum(0, numbers);
        }
    }

    /// <summary>The plain code.</summary>
    public static void DecodeScalar(ReadOnlySpan<byte> packed, int bits, Span<int> numbers)
    {
        Check(packed, bits, numbers);
        int lane = Lane(bits);
        int words = lane * 2;
        Span<ulong> source = stackalloc ulong[64];
        MemoryMarshal.Cast<byte, ulong>(packed[..(bits * 16)]).CopyTo(source);
        Span<ulong> collapsed = stackalloc ulong[64];
        ulong mask = LaneMask(lane, bits);
        int filled = 0;
        int shift = lane - bits;
        for (; shift >= 0; shift -= bits, filled += bits * 2)
        {
            for (int i = 0; i < bits * 2; i++)
            {
                collapsed[filled + i] = (source[i] >> shift) & mask;
            }
        }

        Rest(ref MemoryMarshal.GetReference(source), ref MemoryMarshal.GetReference(collapsed), bits, lane, filled, shift + bits);
        ulong laneMask = (1UL << lane) - 1;
        for (int k = 0, s = 64 - lane; s >= 0; k++, s -= lane)
        {
            for (int i = 0; i < words; i++)
            {
                numbers[(k * words) + i] = (int)((collapsed[i] >> s) & laneMask);
            }
        }
    }

    public static void PrefixSum(int start, Span<int> numbers)
    {
        for (int i = 0; i < BlockSize; i++)
        {
            numbers[i] = start += numbers[i];
        }
    }

    /// <summary>The words that did not fit whole: each is put together from the low bits left over in the packed words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Rest(ref ulong source, ref ulong collapsed, int bits, int lane, int filled, int left)
    {
        switch (bits)
        {
            case 3:
                RestOf3(ref source, ref collapsed);
                return;
            case 5:
                RestOf5(ref source, ref collapsed);
                return;
            case 6:
                RestOf6(ref source, ref collapsed);
                return;
            case 7:
                RestOf7(ref source, ref collapsed);
                return;
        }

        int words = lane * 2;
        int have = left;
        int at = 0;
        ulong leftMask = LaneMask(lane, left);
        for (; filled < words; filled++)
        {
            int need = bits - have;
            ulong value = (Unsafe.Add(ref source, at++) & LaneMask(lane, have)) << need;
            while (need >= left)
            {
                need -= left;
                value |= (Unsafe.Add(ref source, at++) & leftMask) << need;
            }

            if (need > 0)
            {
                value |= (Unsafe.Add(ref source, at) >> (left - need)) & LaneMask(lane, need);
                have = left - need;
            }
            else
            {
                have = left;
            }

            Unsafe.Add(ref collapsed, filled) = value;
        }
    }

    // The commonest widths step by step: what is left over of each word is 2, 3, 2 and 1 bits of each lane of eight.
    private static void RestOf3(ref ulong source, ref ulong collapsed)
    {
        for (int i = 0, at = 12; i < 6; i += 3, at += 2)
        {
            ulong middle = Unsafe.Add(ref source, i + 1);
            Unsafe.Add(ref collapsed, at) = ((Unsafe.Add(ref source, i) & Low2) << 1) | ((middle >> 1) & Low1);
            Unsafe.Add(ref collapsed, at + 1) = ((middle & Low1) << 2) | (Unsafe.Add(ref source, i + 2) & Low2);
        }
    }

    private static void RestOf5(ref ulong source, ref ulong collapsed)
    {
        for (int i = 0, at = 10; i < 10; i += 5, at += 3)
        {
            ulong second = Unsafe.Add(ref source, i + 1);
            ulong fourth = Unsafe.Add(ref source, i + 3);
            Unsafe.Add(ref collapsed, at) = ((Unsafe.Add(ref source, i) & Low3) << 2) | ((second >> 1) & Low2);
            Unsafe.Add(ref collapsed, at + 1) = ((second & Low1) << 4) | ((Unsafe.Add(ref source, i + 2) & Low3) << 1) | ((fourth >> 2) & Low1);
            Unsafe.Add(ref collapsed, at + 2) = ((fourth & Low2) << 3) | (Unsafe.Add(ref source, i + 4) & Low3);
        }
    }

    private static void RestOf6(ref ulong source, ref ulong collapsed)
    {
        for (int i = 0, at = 12; i < 12; i += 3, at++)
        {
            Unsafe.Add(ref collapsed, at) = ((Unsafe.Add(ref source, i) & Low2) << 4) | ((Unsafe.Add(ref source, i + 1) & Low2) << 2) | (Unsafe.Add(ref source, i + 2) & Low2);
        }
    }

    private static void RestOf7(ref ulong source, ref ulong collapsed)
    {
        for (int i = 0, at = 14; i < 14; i += 7, at++)
        {
            Unsafe.Add(ref collapsed, at) = ((Unsafe.Add(ref source, i) & Low1) << 6) | ((Unsafe.Add(ref source, i + 1) & Low1) << 5) | ((Unsafe.Add(ref source, i + 2) & Low1) << 4)
                | ((Unsafe.Add(ref source, i + 3) & Low1) << 3) | ((Unsafe.Add(ref source, i + 4) & Low1) << 2) | ((Unsafe.Add(ref source, i + 5) & Low1) << 1) | (Unsafe.Add(ref source, i + 6) & Low1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Lane(int bits) => bits <= 8 ? 8 : bits <= 16 ? 16 : 32;

    /// <summary>The low <paramref name="bits"/> bits of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong LaneMask(int lane, int bits) => LaneMasks[(lane * 2) + bits];

    private static void Check(ReadOnlySpan<byte> packed, int bits, Span<int> numbers)
    {
        if ((uint)(bits - 1) >= 31 || packed.Length < bits * 16 || numbers.Length < BlockSize)
        {
            throw new ArgumentOutOfRangeException(nameof(bits), $"a block of {bits} bits in {packed.Length} bytes");
        }
    }

    // Lanes of 8, 16, 32 bits have their masks from 16, 32 and 64 on; 0 bits is an empty mask.
    private static ulong[] BuildMasks()
    {
        var masks = new ulong[128];
        foreach (int lane in (ReadOnlySpan<int>)[8, 16, 32])
        {
            for (int bits = 1; bits <= lane; bits++)
            {
                for (int s = 0; s < 64; s += lane)
                {
                    masks[(lane * 2) + bits] |= ((1UL << bits) - 1) << s;
                }
            }
        }

        return masks;
    }
}
