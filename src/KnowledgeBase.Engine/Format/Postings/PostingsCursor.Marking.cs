using System.Runtime.InteropServices;

namespace KnowledgeBase.Engine.Format.Postings;

// All documents of a term as bits.
public sealed partial class PostingsCursor
{
    /// <summary>Sets the bit of each document of the term from the next block on, and ends.</summary>
    internal void MarkAll(ulong[] bits)
    {
        var bytes = MemoryMarshal.AsBytes(bits.AsSpan());
        while (left >= BlockSize && NextBlock())
        {
            foreach (int doc in BlockDocs)
            {
                bytes[doc >> 3] |= (byte)(1 << (doc & 7));
            }
        }

        if (left > 0 && state.DocFreq > 1)
        {
            MarkTail(bytes);
        }
    }

    // A document takes one number, or two where its frequency is not 1: as many are read at once as there must be at least.
    private void MarkTail(Span<byte> bits)
    {
        Span<int> numbers = stackalloc int[2 * BlockSize];
        var reader = files.Doc.Reader(docAt);
        int doc = lastDoc;
        int shift = field.HasFreqs ? 1 : 0;
        int read = 0;
        int at = 0;
        while (left > 0)
        {
            int least = at - read + left;
            reader.ReadVInts(numbers.Slice(read, least));
            read += least;
            for (; left > 0 && at < read; left--)
            {
                int code = numbers[at];
                int before = doc;
                doc += code >>> shift;
                at += 1 + (shift & ~code);
                if (doc < before || doc >= files.MaxDoc)
                {
                    reader.Fail("a posting points to a document that does not exist");
                }

                bits[doc >> 3] |= (byte)(1 << (doc & 7));
            }
        }
    }
}
