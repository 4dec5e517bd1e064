using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Search.Passages;

/// <summary>The texts of a document's pages, each compressed for itself, so that one is read without the others.</summary>
internal sealed class PageTexts
{
    private readonly byte[] _bytes;
    private readonly Dictionary<int, string> _read = [];
    private readonly List<(IReadOnlyList<PagePassage>? Passages, string Language, int Length, int Start, int Packed)> _pages = [];

    public PageTexts(byte[] bytes)
    {
        _bytes = bytes;
        using var stream = new MemoryStream(bytes);
        using var reader = new BinaryReader(stream);
        var count = reader.Read7BitEncodedInt();
        for (var i = 0; i < count; i++)
        {
            var language = reader.ReadString();
            var passages = ReadPassages(reader);
            var length = reader.Read7BitEncodedInt();
            var packed = reader.Read7BitEncodedInt();
            _pages.Add((passages, language, length, (int)stream.Position, packed));
            stream.Position += packed;
        }
    }

    public int Count => _pages.Count;

    public string Language(int page) => _pages[page].Language;

    /// <summary>The passages that the page was analysed in; one unless it mixes languages.</summary>
    public IReadOnlyList<PagePassage> Passages(int page) => _pages[page].Passages ?? [new PagePassage(0, Text(page).Length, Language(page))];

    /// <summary>The text of a page, which is kept: who chooses pages by their text then shows it.</summary>
    public string Text(int page)
    {
        if (!_read.TryGetValue(page, out var text))
        {
            _read.Add(page, text = Unpacked(page));
        }

        return text;
    }

    private static List<PagePassage>? ReadPassages(BinaryReader reader)
    {
        var more = reader.Read7BitEncodedInt();
        if (more == 0)
        {
            return null;
        }

        var passages = new List<PagePassage>(more + 1);
        for (var start = 0; passages.Count <= more; start += passages[^1].Length)
        {
            passages.Add(new PagePassage(start, reader.Read7BitEncodedInt(), reader.ReadString()));
        }

        return passages;
    }

    private string Unpacked(int page)
    {
        var (_, _, length, start, packed) = _pages[page];
        var text = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return BrotliDecoder.TryDecompress(_bytes.AsSpan(start, packed), text.AsSpan(0, length), out var written) && written == length
                ? Encoding.UTF8.GetString(text, 0, length)
                : throw new InvalidDataException("The stored text of a page is damaged.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }
}
