using KnowledgeBase.Engine.Format.Numbers;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.DocValues;

/// <summary>
/// Encodes the values of a sorted column in byte order: blocks of 16 terms, the first whole, the others without the bytes
/// shared with the one before; and for each 1,024th a short key to find it by.
/// </summary>
internal sealed class ColumnTermsWriter(IndexOutput meta, IndexOutput data)
{
    private const int BlockSize = 16, MonotonicShift = 16, ReverseShift = 10;

    private readonly long start = data.Position;
    private readonly List<long> blocks = [];
    private readonly List<long> keyStarts = [];
    private readonly ByteBuffer keys = new();
    private byte[] last = [];
    private long count;
    private int longest;

    public void Add(ReadOnlySpan<byte> term)
    {
        var shared = term.CommonPrefixLength(last);
        if (count % (1 << ReverseShift) == 0)
        {
            keyStarts.Add(keys.Position);
            if (count > 0) keys.WriteBytes(term[..(shared + 1)]);
        }
        if (count % BlockSize == 0)
        {
            blocks.Add(data.Position - start);
            data.WriteVInt(term.Length);
            data.WriteBytes(term);
        }
        else
        {
            var suffix = term.Length - shared;
            data.WriteByte((byte)(Math.Min(shared, 15) | Math.Min(suffix - 1, 15) << 4));
            if (shared >= 15) data.WriteVInt(shared - 15);
            if (suffix >= 16) data.WriteVInt(suffix - 16);
            data.WriteBytes(term[shared..]);
        }
        longest = Math.Max(longest, term.Length);
        last = term.ToArray();
        count++;
    }

    public void Finish()
    {
        meta.WriteVLong(count);
        meta.WriteInt(4);
        meta.WriteInt(MonotonicShift);
        var length = data.Position - start;
        var blocksStart = data.Position;
        DirectMonotonicWriter.Write(meta, data, blocks.ToArray(), MonotonicShift);
        meta.WriteInt(longest);
        meta.WriteLong(start);
        meta.WriteLong(length);
        meta.WriteLong(blocksStart);
        meta.WriteLong(data.Position - blocksStart);
        meta.WriteInt(ReverseShift);
        var keysStart = data.Position;
        data.WriteBytes(keys.Written);
        var endsStart = data.Position;
        keyStarts.Add(keys.Position);
        DirectMonotonicWriter.Write(meta, data, keyStarts.ToArray(), MonotonicShift);
        meta.WriteLong(keysStart);
        meta.WriteLong(endsStart - keysStart);
        meta.WriteLong(endsStart);
        meta.WriteLong(data.Position - endsStart);
    }
}
