namespace KnowledgeBase.Engine.Format;

/// <summary>Numbers in file names: digits 0-9 and a-z.</summary>
internal static class Base36
{
    public static string Of(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Span<char> digits = stackalloc char[13];
        var at = digits.Length;
        do
        {
            digits[--at] = "0123456789abcdefghijklmnopqrstuvwxyz"[(int)(value % 36)];
            value /= 36;
        }
        while (value > 0);
        return new string(digits[at..]);
    }

    /// <summary>False when the text is not such a number or is too large.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > 12) return false;
        foreach (var c in text)
        {
            int digit;
            if (c is >= '0' and <= '9') digit = c - '0';
            else if (c is >= 'a' and <= 'z') digit = c - 'a' + 10;
            else return false;
            value = value * 36 + digit;
        }
        return true;
    }
}
