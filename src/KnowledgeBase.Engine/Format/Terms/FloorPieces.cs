using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>
/// The pieces of a block too large for one: vInt further pieces; per piece byte first label, vLong distance from the first piece shifted by 1 | has terms.
/// The first piece begins with the entry without a label.
/// </summary>
internal struct FloorPieces
{
    private int at;
    private int left;
    private long first;
    private int nextLabel;
    private long nextPosition;

    /// <summary>The labels that a piece may hold.</summary>
    public int First { get; private set; }

    public int Last { get; private set; }

    /// <summary>Where the piece is.</summary>
    public long Position { get; private set; }

    public void Begin(ReadOnlySpan<byte> floor, long firstPosition, string file)
    {
        var reader = new ByteReader(floor, file);
        left = reader.ReadCount(255) + 1;
        at = reader.Position;
        first = firstPosition;
        nextLabel = 0;
        nextPosition = firstPosition;
    }

    /// <summary>Goes on to the next piece; false behind the last.</summary>
    public bool Next(ReadOnlySpan<byte> floor, string file)
    {
        if (left == 0)
        {
            return false;
        }

        First = nextLabel;
        Position = nextPosition;
        Last = 255;
        if (--left > 0)
        {
            var reader = new ByteReader(floor[at..], file);
            nextLabel = reader.ReadByte();
            nextPosition = first + (reader.ReadVLong() >>> 1);
            at += reader.Position;
            Last = nextLabel - 1;
        }

        return true;
    }
}
