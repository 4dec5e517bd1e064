namespace KnowledgeBase.Text.Translation;

/// <summary>The lines of a dictd index: headword, offset and length in letters of base 64 (the form is described in dictd(8)).</summary>
internal static class DictionaryIndex
{
    private const int LongestEntry = 1 << 14;
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public static IEnumerable<(string Headword, long Offset, int Length)> Read(string index)
    {
        foreach (var line in File.ReadLines(index))
        {
            var columns = line.Split('\t');
            if (columns.Length >= 3 && !columns[0].StartsWith("00database", StringComparison.Ordinal)
                && Number(columns[1]) is >= 0 and var offset && Number(columns[2]) is > 0 and < LongestEntry and var length)
            {
                yield return (columns[0], offset, (int)length);
            }
        }
    }

    private static long Number(string digits)
    {
        long number = 0;
        foreach (var digit in digits)
        {
            var value = Digits.IndexOf(digit, StringComparison.Ordinal);
            if (value < 0 || number > (long.MaxValue >> 7))
            {
                return -1;
            }

            number = (number << 6) + value;
        }

        return number;
    }
}
