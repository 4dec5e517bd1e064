using KnowledgeBase.Catalogue;

namespace KnowledgeBase.Ingestion;

/// <summary>
/// Counts what comes out of an outermost file, down to the last archive in an archive, for all readers that unpack parts of it at the
/// same time: together they take exactly as much as is allowed, and no more.
/// </summary>
internal sealed class InsideTallies(DocumentCatalogue catalogue, IngestionOptions options)
{
    private readonly Dictionary<string, Tally> open = new(StringComparer.Ordinal);

    /// <summary>The tally of a file; every reader that has it open shares it. To be disposed.</summary>
    public InsideTally Open(string outermost)
    {
        lock (open)
        {
            if (!open.TryGetValue(outermost, out var tally))
            {
                // Nobody takes anything out of it now, so that the catalogue's numbers are those of this moment.
                var (count, bytes) = catalogue.Inside(outermost);
                tally = open[outermost] = new Tally { Count = count, Bytes = bytes };
            }

            tally.Users++;
            return new InsideTally(this, outermost);
        }
    }

    internal bool TryTake(string outermost, long bytes)
    {
        lock (open)
        {
            var tally = open[outermost];
            if (tally.Count + 1 > options.MostInside || tally.Bytes + bytes > options.MostBytesInside)
            {
                return false;
            }

            tally.Count++;
            tally.Bytes += bytes;
            return true;
        }
    }

    internal void GiveBack(string outermost, long bytes)
    {
        lock (open)
        {
            open[outermost].Count--;
            open[outermost].Bytes -= bytes;
        }
    }

    internal void Close(string outermost)
    {
        lock (open)
        {
            if (--open[outermost].Users == 0)
            {
                open.Remove(outermost);
            }
        }
    }

    private sealed class Tally
    {
        public long Count { get; set; }

        public long Bytes { get; set; }

        public int Users { get; set; }
    }
}

/// <summary>One reader's hold on the tally of an outermost file.</summary>
internal sealed class InsideTally(InsideTallies all, string outermost) : IDisposable
{
    /// <summary>Counts one more file; false when that is more than is allowed.</summary>
    public bool TryTake(long bytes) => all.TryTake(outermost, bytes);

    /// <summary>A file that was counted did not come in after all.</summary>
    public void GiveBack(long bytes) => all.GiveBack(outermost, bytes);

    public void Dispose() => all.Close(outermost);
}
