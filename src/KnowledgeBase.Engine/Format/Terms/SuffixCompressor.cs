using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>
/// Shortens the suffixes of a term block when that pays: lower-case ASCII text to six bits a byte, as Lucene's
/// LowercaseAsciiCompression does. Blocks with a prefix of two bytes or fewer are left plain, being read most.
/// </summary>
internal sealed class SuffixCompressor
{
    public enum Kind { None = 0, LowercaseAscii = 1, Lz4 = 2 }

    private readonly ByteBuffer output = new();
    private byte[] codes = new byte[256];

    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> suffixes, int entries, int prefix, out Kind kind)
    {
        kind = Kind.None;
        if (prefix <= 2 || suffixes.Length <= 2 * entries || suffixes.Length < 8 || !LowercaseAscii(suffixes)) return suffixes;
        kind = Kind.LowercaseAscii;
        return output.Written;
    }

    private bool LowercaseAscii(ReadOnlySpan<byte> bytes)
    {
        var n = bytes.Length;
        var exceptions = 0;
        var last = 0;
        for (var i = 0; i < n; i++)
        {
            if (Fits(bytes[i])) continue;
            while (i - last > 255)
            {
                exceptions++;
                last += 255;
            }
            exceptions++;
            last = i;
        }
        if (exceptions > n >> 5) return false;
        if (codes.Length < n) codes = new byte[2 * n];
        for (var i = 0; i < n; i++)
        {
            var b = bytes[i] + 1;
            codes[i] = (byte)((b & 0x1F) | ((b & 0x40) >> 1));
        }
        var quarter = n >> 2;
        var kept = n - quarter;
        for (var j = 0; j < quarter; j++)
        {
            var x = codes[kept + j];
            codes[j] |= (byte)((x & 0x30) << 2);
            codes[quarter + j] |= (byte)((x & 0x0C) << 4);
            codes[2 * quarter + j] |= (byte)((x & 0x03) << 6);
        }
        output.Clear();
        output.WriteBytes(codes.AsSpan(0, kept));
        output.WriteVInt(exceptions);
        WriteExceptions(bytes, exceptions);
        return true;
    }

    private void WriteExceptions(ReadOnlySpan<byte> bytes, int exceptions)
    {
        if (exceptions == 0) return;
        var last = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (Fits(bytes[i])) continue;
            while (i - last > 255)
            {
                last += 255;
                output.WriteByte(255);
                output.WriteByte(bytes[last]);
            }
            output.WriteByte((byte)(i - last));
            output.WriteByte(bytes[i]);
            last = i;
        }
    }

    private static bool Fits(byte value) => ((value + 1) & ~0x1F) is 0x20 or 0x60;
}
