using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KnowledgeBase.Engine.Storage;

/// <summary>
/// CRC-32 as in zip and PNG (reflected polynomial 0xEDB88320), the checksum of every file's footer.
/// With carry-less multiplication it folds 64 bytes a step, after V. Gopal et al., "Fast CRC Computation for Generic
/// Polynomials Using PCLMULQDQ Instruction" (Intel, 2009); without it, it works on eight bytes a step by tables.
/// </summary>
public static class Crc32
{
    private static readonly uint[] Table = BuildTable();

    public static uint Compute(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of what <paramref name="crc"/> is the checksum of, followed by <paramref name="bytes"/>. Start with 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint state = ~crc;
        if (Pclmulqdq.IsSupported && bytes.Length >= 128)
        {
            int whole = bytes.Length & ~15;
            state = Fold(state, bytes[..whole]);
            bytes = bytes[whole..];
        }

        return ~ByTable(state, bytes);
    }

    /// <summary>The table path alone; the truth the folding path is tested against.</summary>
    internal static uint AppendByTable(uint crc, ReadOnlySpan<byte> bytes) => ~ByTable(~crc, bytes);

    private static uint Fold(uint state, ReadOnlySpan<byte> bytes)
    {
        // x^(4*128+32), x^(4*128-32) and x^(128+32), x^(128-32) modulo the polynomial, bit-reflected.
        var far = Vector128.Create(0x154442bd4UL, 0x1c6e41596UL);
        var near = Vector128.Create(0x1751997d0UL, 0x0ccaa009eUL);
        ref byte data = ref MemoryMarshal.GetReference(bytes);
        var a = Load(ref data, 0) ^ Vector128.CreateScalar((ulong)state);
        var b = Load(ref data, 16);
        var c = Load(ref data, 32);
        var d = Load(ref data, 48);
        int i = 64;
        for (; i + 64 <= bytes.Length; i += 64)
        {
            a = Step(a, far) ^ Load(ref data, i);
            b = Step(b, far) ^ Load(ref data, i + 16);
            c = Step(c, far) ^ Load(ref data, i + 32);
            d = Step(d, far) ^ Load(ref data, i + 48);
        }

        a = Step(a, near) ^ b;
        a = Step(a, near) ^ c;
        a = Step(a, near) ^ d;
        for (; i < bytes.Length; i += 16)
        {
            a = Step(a, near) ^ Load(ref data, i);
        }

        Span<byte> rest = stackalloc byte[16];
        a.AsByte().CopyTo(rest);
        return ByTable(0, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(ref byte data, int at) => Vector128.LoadUnsafe(ref data, (nuint)at).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Step(Vector128<ulong> x, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(x, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(x, by, 0x11);

    private static uint ByTable(uint state, ReadOnlySpan<byte> bytes)
    {
        uint[] t = Table;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ state;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            state = t[0x700 + (low & 255)] ^ t[0x600 + ((low >> 8) & 255)] ^ t[0x500 + ((low >> 16) & 255)] ^ t[0x400 + (low >> 24)]
                ^ t[0x300 + (high & 255)] ^ t[0x200 + ((high >> 8) & 255)] ^ t[0x100 + ((high >> 16) & 255)] ^ t[high >> 24];
        }

        foreach (byte b in bytes)
        {
            state = (state >> 8) ^ t[(byte)(state ^ b)];
        }

        return state;
    }

    private static uint[] BuildTable()
    {
        var table = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint v = i;
            for (int bit = 0; bit < 8; bit++)
            {
                v = (v >> 1) ^ (0xEDB88320u & (0u - (v & 1)));
            }

            table[i] = v;
        }

        for (int i = 256; i < table.Length; i++)
        {
            table[i] = (table[i - 256] >> 8) ^ table[(byte)table[i - 256]];
        }

        return table;
    }
}
