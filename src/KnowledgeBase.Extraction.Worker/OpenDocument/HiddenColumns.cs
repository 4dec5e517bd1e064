namespace KnowledgeBase.Extraction.Worker.OpenDocument;

/// <summary>
/// Which columns of a sheet are hidden. The file says so before the first row, and cells do not name their column: they are
/// counted.
/// </summary>
internal sealed class HiddenColumns
{
    // Runs of hidden columns, in order and never touching: the first of each, and the one behind its last.
    private readonly List<long> starts = [];
    private readonly List<long> ends = [];
    private long columns;
    private long cells;

    /// <summary>Begins another sheet.</summary>
    public void Clear()
    {
        starts.Clear();
        ends.Clear();
        columns = 0;
    }

    public void AddColumns(int count, bool hidden)
    {
        if (hidden && ends.Count > 0 && ends[^1] == columns)
        {
            ends[^1] += count;
        }
        else if (hidden)
        {
            starts.Add(columns);
            ends.Add(columns + count);
        }

        columns += count;
    }

    public void StartRow() => cells = 0;

    /// <summary>Counts a cell that stands in so many columns; true when each of them is hidden.</summary>
    public bool HidesCell(int count)
    {
        var first = cells;
        cells += count;
        var run = starts.BinarySearch(first);
        run = run < 0 ? ~run - 1 : run;
        return run >= 0 && cells <= ends[run];
    }
}
