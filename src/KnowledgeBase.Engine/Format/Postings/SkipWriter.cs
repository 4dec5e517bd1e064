using System.Numerics;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Postings;

/// <summary>
/// Builds the skip data of one term: level 0 has an entry for each block of 128 documents, each level above one for
/// eight of the level below. An entry tells where the files stood at the end of its blocks, and which pairs of
/// frequency and length in them no other pair beats (the impacts).
/// </summary>
internal sealed class SkipWriter
{
    private const int MaxLevels = 10;
    private const int Step = 8;

    private readonly Level[] levels = new Level[MaxLevels];
    private readonly ByteBuffer impacts = new();
    private int used; // levels that have gathered anything since the last Begin

    public SkipWriter()
    {
        for (var i = 0; i < MaxLevels; i++) levels[i] = new Level();
    }

    /// <summary>Where the files stand at the end of a block.</summary>
    public struct Place
    {
        public int Document;
        public long Doc;
        public long Pos;
        public long Pay;
        public int PosInBlock;
        public int PayloadInBlock;
    }

    public void Begin(long docStart, long posStart, long payStart)
    {
        for (var i = 0; i < used; i++) levels[i].Clear();
        used = 0;
        foreach (var level in levels) level.Last = new Place { Doc = docStart, Pos = posStart, Pay = payStart };
    }

    /// <param name="place">The end of the block.</param>
    /// <param name="frequencies">Per length code (unsigned) the largest frequency in the block.</param>
    /// <param name="blocks">Blocks of the term so far, this one included.</param>
    /// <param name="positions">Whether the field has positions.</param>
    /// <param name="payloads">Whether the field has payloads.</param>
    /// <param name="pay">Whether the field has payloads or offsets.</param>
    public void Add(in Place place, ReadOnlySpan<int> frequencies, int blocks, bool positions, bool payloads, bool pay)
    {
        Raise(levels[0].Frequencies, frequencies);
        long below = 0;
        for (var l = 0; ; l++)
        {
            var level = levels[l];
            WriteEntry(level, place, positions, payloads, pay);
            // A reader that comes down to an entry reads on with that entry's own pointer: so the place is the one before it.
            var here = level.Bytes.Position;
            if (l > 0) level.Bytes.WriteVLong(below);
            below = here;
            if (l + 1 < MaxLevels)
            {
                Raise(levels[l + 1].Frequencies, level.Frequencies);
                used = Math.Max(used, l + 2);
            }
            Array.Clear(level.Frequencies);
            if (l + 1 >= MaxLevels || blocks % Step != 0) break;
            blocks /= Step;
        }
    }

    /// <summary>Writes all levels, the top one first, each but level 0 after its length.</summary>
    public void Write(ByteWriter output)
    {
        for (var l = used - 1; l > 0; l--)
        {
            if (levels[l].Bytes.Length == 0) continue;
            output.WriteVLong(levels[l].Bytes.Length);
            output.WriteBytes(levels[l].Bytes.Written);
        }
        output.WriteBytes(levels[0].Bytes.Written);
    }

    private void WriteEntry(Level level, in Place place, bool positions, bool payloads, bool pay)
    {
        var o = level.Bytes;
        o.WriteVInt(place.Document - level.Last.Document);
        o.WriteVLong(place.Doc - level.Last.Doc);
        if (positions)
        {
            o.WriteVLong(place.Pos - level.Last.Pos);
            o.WriteVInt(place.PosInBlock);
            if (payloads) o.WriteVInt(place.PayloadInBlock);
            if (pay) o.WriteVLong(place.Pay - level.Last.Pay);
        }
        level.Last = place;
        impacts.Clear();
        WriteImpacts(level.Frequencies);
        o.WriteVInt(impacts.Length);
        o.WriteBytes(impacts.Written);
    }

    private void WriteImpacts(ReadOnlySpan<int> frequencies)
    {
        var lastFrequency = 0;
        long lastNorm = 0;
        for (var code = 0; code < 256; code++)
        {
            if (frequencies[code] <= lastFrequency) continue;
            long norm = (sbyte)code;
            var step = norm - lastNorm - 1;
            var frequencyStep = frequencies[code] - lastFrequency - 1;
            impacts.WriteVInt(step == 0 ? frequencyStep << 1 : frequencyStep << 1 | 1);
            if (step != 0) impacts.WriteZLong(step);
            lastFrequency = frequencies[code];
            lastNorm = norm;
        }
    }

    private static void Raise(Span<int> target, ReadOnlySpan<int> other)
    {
        for (var i = 0; i <= target.Length - Vector<int>.Count; i += Vector<int>.Count)
            Vector.Max(new Vector<int>(target[i..]), new Vector<int>(other[i..])).CopyTo(target[i..]);
    }

    private sealed class Level
    {
        public readonly ByteBuffer Bytes = new();
        public readonly int[] Frequencies = new int[256];
        public Place Last;

        public void Clear()
        {
            Bytes.Clear();
            Array.Clear(Frequencies);
        }
    }
}
