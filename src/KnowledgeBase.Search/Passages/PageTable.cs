namespace KnowledgeBase.Search.Passages;

/// <summary>Where each page of a document begins among the positions of its body.</summary>
/// <remarks>Form: number of pages, then for each its number and first position, as differences, in bytes of seven bits.</remarks>
internal sealed class PageTable(int[] numbers, int[] starts)
{
    public IReadOnlyList<int> Numbers => numbers;

    public IReadOnlyList<int> Starts => starts;

    /// <summary>The place in the table of the page that holds the position.</summary>
    public int PageAt(int position)
    {
        var found = Array.BinarySearch(starts, position);
        if (found < 0)
        {
            return Math.Max(0, ~found - 1);
        }

        // Pages without words begin where the next begins: the last of them is the one with words.
        while (found + 1 < starts.Length && starts[found + 1] == position)
        {
            found++;
        }

        return found;
    }

    public byte[] Encode()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write7BitEncodedInt(numbers.Length);
        for (var i = 0; i < numbers.Length; i++)
        {
            writer.Write7BitEncodedInt(numbers[i] - (i > 0 ? numbers[i - 1] : 0));
            writer.Write7BitEncodedInt(starts[i] - (i > 0 ? starts[i - 1] : 0));
        }

        return bytes.ToArray();
    }

    public static PageTable Decode(ReadOnlySpan<byte> bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes.ToArray()));
        var numbers = new int[reader.Read7BitEncodedInt()];
        var starts = new int[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = reader.Read7BitEncodedInt() + (i > 0 ? numbers[i - 1] : 0);
            starts[i] = reader.Read7BitEncodedInt() + (i > 0 ? starts[i - 1] : 0);
        }

        return new PageTable(numbers, starts);
    }
}
