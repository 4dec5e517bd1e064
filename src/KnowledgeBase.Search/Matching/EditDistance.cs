namespace KnowledgeBase.Search.Matching;

/// <summary>How many letters must be changed, added, left out or swapped with their neighbour to make one word of another.</summary>
internal static class EditDistance
{
    /// <summary>The optimal string alignment distance, computed only in the band that can stay within the limit.</summary>
    public static bool IsWithin(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
        {
            return false;
        }

        var width = b.Length + 1;
        Span<int> before = width <= 128 ? stackalloc int[width] : new int[width];
        Span<int> last = width <= 128 ? stackalloc int[width] : new int[width];
        Span<int> row = width <= 128 ? stackalloc int[width] : new int[width];
        for (var j = 0; j < width; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row.Fill(limit + 1);
            row[0] = i;
            var least = row[0];
            for (var j = Math.Max(1, i - limit); j <= Math.Min(b.Length, i + limit); j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var distance = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    distance = Math.Min(distance, before[j - 2] + 1);
                }

                row[j] = distance;
                least = Math.Min(least, distance);
            }

            if (least > limit)
            {
                return false;
            }

            var spare = before;
            before = last;
            last = row;
            row = spare;
        }

        return last[b.Length] <= limit;
    }
}
