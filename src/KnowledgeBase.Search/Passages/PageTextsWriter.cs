using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Search.Passages;

/// <summary>Writes what <see cref="PageTexts"/> reads, a page at a time.</summary>
internal sealed class PageTextsWriter : IDisposable
{
    private const int Quality = 4;
    private const int WindowBits = 20;

    // The pool keeps what it is given; a page without end must not stay in it.
    private const int MostPooled = 1 << 18;

    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;

    /// <summary>Begins; so many pages must follow.</summary>
    public PageTextsWriter(int pages)
    {
        _writer = new BinaryWriter(_bytes);
        _writer.Write7BitEncodedInt(pages);
    }

    /// <param name="page">A page.</param>
    /// <param name="passages">Its passages; they cover all of it.</param>
    public void Add(IndexedPage page, IReadOnlyList<PagePassage> passages)
    {
        var length = Encoding.UTF8.GetByteCount(page.Text);
        var most = BrotliEncoder.GetMaxCompressedLength(length);
        var pooled = length <= MostPooled;
        var text = pooled ? ArrayPool<byte>.Shared.Rent(length) : new byte[length];
        var packed = pooled ? ArrayPool<byte>.Shared.Rent(most) : new byte[most];
        Encoding.UTF8.GetBytes(page.Text, text);
        try
        {
            if (!BrotliEncoder.TryCompress(text.AsSpan(0, length), packed, out var written, Quality, WindowBits))
            {
                throw new InvalidOperationException("The text of a page could not be compressed.");
            }

            _writer.Write(page.Language);
            _writer.Write7BitEncodedInt(passages.Count - 1);
            foreach (var passage in passages.Count > 1 ? passages : [])
            {
                _writer.Write7BitEncodedInt(passage.Length);
                _writer.Write(passage.Language);
            }

            _writer.Write7BitEncodedInt(length);
            _writer.Write7BitEncodedInt(written);
            _writer.Write(packed.AsSpan(0, written));
        }
        finally
        {
            if (pooled)
            {
                ArrayPool<byte>.Shared.Return(text);
                ArrayPool<byte>.Shared.Return(packed);
            }
        }
    }

    public ReadOnlySpan<byte> Finish()
    {
        _writer.Flush();
        return _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);
    }

    public void Dispose() => _writer.Dispose();
}
