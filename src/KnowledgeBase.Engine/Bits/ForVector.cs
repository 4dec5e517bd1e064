using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KnowledgeBase.Engine.Bits;

/// <summary>The path of vectors: four packed words a step, then each lane widened to 32 bits, where the machine has them eight words at once.</summary>
internal static class ForVector
{
    [SkipLocalsInit]
    public static void Decode(ReadOnlySpan<byte> packed, int bits, Span<int> numbers)
    {
        ref ulong source = ref Unsafe.As<byte, ulong>(ref MemoryMarshal.GetReference(packed));
        Span<ulong> space = stackalloc ulong[64];
        ref ulong collapsed = ref MemoryMarshal.GetReference(space);
        int lane = ForDecoder.Lane(bits);
        int per = bits * 2;
        int filled = 0;
        int shift = lane - bits;
        ulong mask = ForDecoder.LaneMask(lane, bits);
        var wide = Vector256.Create(mask);
        for (; shift >= 0; shift -= bits, filled += per)
        {
            int i = 0;
            for (; i + 4 <= per; i += 4)
            {
                ((Vector256.LoadUnsafe(ref source, (nuint)i) >> shift) & wide).StoreUnsafe(ref collapsed, (nuint)(filled + i));
            }

            if (i < per)
            {
                ((Vector128.LoadUnsafe(ref source, (nuint)i) >> shift) & Vector128.Create(mask)).StoreUnsafe(ref collapsed, (nuint)(filled + i));
            }
        }

        if (filled < lane * 2)
        {
            ForDecoder.Rest(ref source, ref collapsed, bits, lane, filled, shift + bits);
        }

        ref int target = ref MemoryMarshal.GetReference(numbers);
        switch (lane)
        {
            case 8: Widen(ref collapsed, ref target, 8); break;
            case 16: Widen(ref collapsed, ref target, 16); break;
            default: Widen(ref collapsed, ref target, 32); break;
        }
    }

    /// <summary>Running sums of 128 numbers, eight a step.</summary>
    public static void PrefixSum(int start, Span<int> numbers)
    {
        ref int at = ref MemoryMarshal.GetReference(numbers);
        var sum = Vector256.Create(start);
        var last = Vector256.Create(7);
        var middle = Vector256.Create(3);
        var upper = Vector256.Create(0, 0, 0, 0, -1, -1, -1, -1);
        for (nuint i = 0; i < ForDecoder.BlockSize; i += 8)
        {
            var v = Vector256.LoadUnsafe(ref at, i);
            v += Avx2.ShiftLeftLogical128BitLane(v, 4);
            v += Avx2.ShiftLeftLogical128BitLane(v, 8);
            v += Avx2.PermuteVar8x32(v, middle) & upper;
            v += sum;
            v.StoreUnsafe(ref at, i);
            sum = Avx2.PermuteVar8x32(v, last);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(ref ulong words, ref int target, int lane)
    {
        int count = lane * 2;
        if (Avx512F.IsSupported)
        {
            var low32 = Vector512.Create((1UL << lane) - 1);
            for (int k = 0, s = 64 - lane; s >= 0; k++, s -= lane)
            {
                for (int i = 0; i < count; i += 8)
                {
                    Avx512F.ConvertToVector256Int32((Vector512.LoadUnsafe(ref words, (nuint)i) >> s) & low32).StoreUnsafe(ref target, (nuint)((k * count) + i));
                }
            }

            return;
        }

        var mask = Vector256.Create((1UL << lane) - 1);
        for (int k = 0, s = 64 - lane; s >= 0; k++, s -= lane)
        {
            for (int i = 0; i < count; i += 8)
            {
                var low = (Vector256.LoadUnsafe(ref words, (nuint)i) >> s) & mask;
                var high = (Vector256.LoadUnsafe(ref words, (nuint)(i + 4)) >> s) & mask;
                Vector256.Narrow(low, high).AsInt32().StoreUnsafe(ref target, (nuint)((k * count) + i));
            }
        }
    }
}
