using System.Text;

namespace KnowledgeBase.Extraction.Worker.Text;

/// <summary>The encoding of a text and whether it is certain (marked or provable) or guessed.</summary>
public sealed record DetectedCharset(Encoding Encoding, bool Certain);

/// <summary>
/// Finds the character encoding of a text: byte order mark, valid UTF-8, the pattern of zero bytes in UTF-16, what the
/// document declares, and last the candidate under which the text looks most like language (<see cref="CharsetScore"/>).
/// </summary>
public static class CharsetDetector
{
    private const int SampleBytes = 128 * 1024;

    // "Shift-JIS", "GBK", … by code page: 932, 54936 (GB18030), 950, 949 and EUC-JP 51932.
    private static readonly int[] EastAsian = [932, 51932, 54936, 950, 51949];

    private static readonly int[] SingleByte = [1252, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 874, 20866, 28592, 28595, 866, 10000];

    static CharsetDetector() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Detects the encoding from the start of the text.</summary>
    /// <param name="bytes">The text or its start.</param>
    /// <param name="declared">The charset its header or markup names, if any.</param>
    public static DetectedCharset Detect(ReadOnlySpan<byte> bytes, string? declared)
    {
        if (Marked(bytes) is { } marked)
        {
            return new(marked, true);
        }

        var sample = bytes[..Math.Min(bytes.Length, SampleBytes)];
        if (WideWithoutMark(sample) is { } wide)
        {
            return new(wide, true);
        }

        if (sample.IndexOf("\u001b$"u8) >= 0 && !sample.ContainsAnyInRange((byte)0x80, (byte)0xFF))
        {
            return new(Encoding.GetEncoding(50220), true);
        }

        if (IsUtf8(sample))
        {
            return new(new UTF8Encoding(false), true);
        }

        if (declared is not null && Named(declared) is { } named && named.CodePage != 65001 && Decodes(named, sample))
        {
            return new(named, true);
        }

        return new(Best(sample), false);
    }

    /// <summary>The encoding of that name, or null when it is unknown. Latin-1 and ASCII are read as Windows-1252, as browsers do.</summary>
    public static Encoding? Named(string name)
    {
        var plain = name.Trim().Trim('"', '\'').ToLowerInvariant();
        try
        {
            return plain switch
            {
                "iso-8859-1" or "latin1" or "us-ascii" or "ascii" => Encoding.GetEncoding(1252),
                "iso-8859-9" => Encoding.GetEncoding(1254),
                "gb2312" or "gbk" => Encoding.GetEncoding(54936),
                "utf8" => new UTF8Encoding(false),
                _ => Encoding.GetEncoding(plain),
            };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Encoding? Marked(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? new UTF8Encoding(false)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) ? new UTF32Encoding(false, true)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]) ? new UTF32Encoding(true, true)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode
        : null;

    /// <summary>UTF-16 text in alphabets has its zero bytes all on one side.</summary>
    private static Encoding? WideWithoutMark(ReadOnlySpan<byte> sample)
    {
        int even = 0, odd = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0)
            {
                _ = (i & 1) == 0 ? even++ : odd++;
            }
        }

        var half = sample.Length / 2;
        return odd > half / 3 && even * 20 < odd ? Encoding.Unicode
            : even > half / 3 && odd * 20 < even ? Encoding.BigEndianUnicode
            : null;
    }

    /// <summary>Valid but for a character that the end of the sample cuts.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> sample)
    {
        var status = System.Text.Unicode.Utf8.ToUtf16(
            sample, new char[sample.Length], out _, out _, replaceInvalidSequences: false, isFinalBlock: false);
        return status is System.Buffers.OperationStatus.Done or System.Buffers.OperationStatus.NeedMoreData;
    }

    private static bool Decodes(Encoding encoding, ReadOnlySpan<byte> sample)
    {
        var strict = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));
        var text = strict.GetString(sample);
        return text.AsSpan().Count('\uFFFD') * 200 <= text.Length;
    }

    private static Encoding Best(ReadOnlySpan<byte> sample)
    {
        var best = Encoding.GetEncoding(1252);
        var bestScore = double.NegativeInfinity;
        foreach (var page in SingleByte.Concat(EastAsian))
        {
            var encoding = Encoding.GetEncoding(page, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));
            var score = CharsetScore.Of(encoding.GetString(sample), page);
            if (score > bestScore)
            {
                (best, bestScore) = (Encoding.GetEncoding(page), score);
            }
        }

        return best;
    }
}
