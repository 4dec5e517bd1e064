namespace KnowledgeBase.Extraction.Worker.Mail;

/// <summary>Undoes base64 and quoted-printable (RFC 2045), passing over what does not belong.</summary>
public static class TransferEncoding
{
    public static byte[] Base64(ReadOnlySpan<byte> text)
    {
        var result = new byte[((text.Length * 3) / 4) + 3];
        var length = 0;
        var bits = 0;
        var held = 0;
        foreach (var b in text)
        {
            var value = b switch
            {
                >= (byte)'A' and <= (byte)'Z' => b - 'A',
                >= (byte)'a' and <= (byte)'z' => b - 'a' + 26,
                >= (byte)'0' and <= (byte)'9' => b - '0' + 52,
                (byte)'+' or (byte)'-' => 62,
                (byte)'/' or (byte)'_' => 63,
                _ => -1,
            };
            if (b == '=')
            {
                (bits, held) = (0, 0);
            }

            if (value < 0)
            {
                continue;
            }

            held = ((held << 6) | value) & 0xFFFFFF;
            bits += 6;
            if (bits >= 8)
            {
                bits -= 8;
                result[length++] = (byte)(held >> bits);
            }
        }

        return result[..length];
    }

    public static byte[] QuotedPrintable(ReadOnlySpan<byte> text)
    {
        var result = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                result[length++] = text[i];
            }
            else if (i + 2 < text.Length && Hex(text[i + 1]) is >= 0 and var high && Hex(text[i + 2]) is >= 0 and var low)
            {
                result[length++] = (byte)((high << 4) | low);
                i += 2;
            }
            else
            {
                // A soft line end: "=" and the line end go.
                while (i + 1 < text.Length && text[i + 1] is (byte)'\r' or (byte)' ' or (byte)'\t')
                {
                    i++;
                }

                if (i + 1 < text.Length && text[i + 1] == '\n')
                {
                    i++;
                }
            }
        }

        return result[..length];
    }

    private static int Hex(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        _ => -1,
    };
}
