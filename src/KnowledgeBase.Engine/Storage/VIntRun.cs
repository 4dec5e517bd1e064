using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KnowledgeBase.Engine.Storage;

/// <summary>
/// Many vInts one after another: where each ends is taken from the top bits of 32 bytes at once, and its seven-bit groups are drawn together in one instruction
/// (after J. Plaisance, N. Kurz and D. Lemire, "Vectorized VByte Decoding", 2015, here without tables).
/// </summary>
internal static class VIntRun
{
    private const int Step = 32;
    private const ulong Groups = 0x7F7F7F7F7FUL;

    /// <summary>Decodes as many of the numbers as it can; returns how many and how many bytes they took. The rest, and whatever is wrong, is left to <see cref="ByteReader.ReadVInt"/>.</summary>
    public static int Read(ReadOnlySpan<byte> bytes, Span<int> numbers, out int used)
    {
        int at = 0;
        int count = 0;
        if (Bmi2.X64.IsSupported && Avx2.IsSupported)
        {
            ref byte first = ref MemoryMarshal.GetReference(bytes);
            while (count < numbers.Length && at + Step + sizeof(ulong) <= bytes.Length)
            {
                uint ends = ~Vector256.LoadUnsafe(ref first, (nuint)at).ExtractMostSignificantBits();
                int start = 0;
                for (; ends != 0 && count < numbers.Length; ends &= ends - 1)
                {
                    int end = BitOperations.TrailingZeroCount(ends) + 1;
                    if (end - start > 5)
                    {
                        break;
                    }

                    ulong eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at + start));
                    numbers[count++] = (int)Bmi2.X64.ParallelBitExtract(eight, Bmi2.X64.ZeroHighBits(Groups, (ulong)(8 * (end - start))));
                    start = end;
                }

                if (start == 0)
                {
                    break;
                }

                at += start;
            }
        }

        used = at;
        return count;
    }
}
