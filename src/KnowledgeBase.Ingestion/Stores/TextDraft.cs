using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KnowledgeBase.Extraction;

namespace KnowledgeBase.Ingestion.Stores;

/// <summary>
/// A reading on its way into the store: pages go to a file in the work folder as they come, a block at a time. Only what is kept
/// by <see cref="TextStore.Keep"/> remains. Not safe for several threads.
/// </summary>
public sealed class TextDraft : IReadingSink, IDisposable
{
    // Compresses well, and a page of an ordinary document costs little to read back.
    private const int BlockCharacters = 32_000;

    private readonly FileStream file;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> json = new(16 * 1024);
    private readonly List<StoredPage> pages = [];
    private readonly List<TextBlock> blocks = [];
    private readonly List<ExtractedPage> block = [];
    private readonly List<HiddenPassage> hidden = [];
    private int characters;
    private int hiddenFrom = -1;

    internal TextDraft(string path)
    {
        Path = path;
        file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        Begin();
    }

    internal string Path { get; }

    /// <summary>The pages so far; their language is not known yet.</summary>
    internal IReadOnlyList<StoredPage> Pages => pages;

    public void Restart()
    {
        if (file.Length > TextFormat.Header.Length || pages.Count > 0)
        {
            file.SetLength(0);
            hash.GetHashAndReset();
            pages.Clear();
            blocks.Clear();
            block.Clear();
            hidden.Clear();
            (characters, hiddenFrom) = (0, -1);
            Begin();
        }
    }

    public void Add(ExtractedPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (hiddenFrom >= 0)
        {
            throw new InvalidOperationException("Pages come before hidden passages.");
        }

        if (pages is [.., var last] && last.Number == page.Number)
        {
            pages[^1] = last with { Characters = last.Characters + page.Text.Length };
        }
        else
        {
            pages.Add(new StoredPage(page.Number, page.Label, page.Outcome, page.Reason, page.OcrConfidence, page.Text.Length, "und", blocks.Count));
        }

        block.Add(page);
        characters += page.Text.Length + (page.Words?.Length ?? 0) + 50;
        if (characters >= BlockCharacters)
        {
            EndBlock();
        }
    }

    public void Add(HiddenPassage passage)
    {
        ArgumentNullException.ThrowIfNull(passage);
        BeginHidden();
        hidden.Add(passage);
        characters += passage.Text.Length + 50;
        if (characters >= BlockCharacters)
        {
            EndBlock();
        }
    }

    /// <summary>The texts of pages that were taken in, to be looked at once more.</summary>
    internal TextBlocks ReadBack()
    {
        EndBlock();
        return new TextBlocks(file.SafeFileHandle, hiddenFrom < 0 ? blocks : blocks[..hiddenFrom]);
    }

    /// <summary>Writes the end, syncs the file and closes it: under its new name others open it at once, and an open draft is locked.</summary>
    internal void Finish(ExtractionResult result, IReadOnlyList<string> languages)
    {
        BeginHidden();
        EndBlock();
        var footer = new TextFooter
        {
            Result = result with { Pages = [], Hidden = [], Children = [], Rendition = null },
            Pages = [.. pages.Zip(languages, (page, language) => page with { Language = language })],
            Blocks = blocks,
            HiddenFrom = hiddenFrom,
        };
        var (packed, plain) = Pack(footer, StoredTextJson.Lean.TextFooter);
        Span<byte> lengths = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(lengths, packed);
        BinaryPrimitives.WriteInt32LittleEndian(lengths[4..], plain);
        Write(lengths);
        file.Write(hash.GetHashAndReset());
        DurableFiles.Sync(file.SafeFileHandle, Path);
        file.Dispose();
    }

    public void Dispose()
    {
        file.Dispose();
        hash.Dispose();
        File.Delete(Path);
    }

    private void Begin() => Write(TextFormat.Header);

    private void BeginHidden()
    {
        if (hiddenFrom < 0)
        {
            EndBlock();
            hiddenFrom = blocks.Count;
        }
    }

    private void EndBlock()
    {
        if (block.Count > 0 || hidden.Count > 0)
        {
            var offset = file.Position;
            var (packed, plain) = block.Count > 0 ? Pack(block, StoredTextJson.Lean.ListExtractedPage) : Pack(hidden, StoredTextJson.Lean.ListHiddenPassage);
            blocks.Add(new TextBlock(offset, packed, plain));
            block.Clear();
            hidden.Clear();
            characters = 0;
        }
    }

    private (int Packed, int Plain) Pack<T>(T value, JsonTypeInfo<T> type)
    {
        json.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = type.Options.Encoder }))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        const int quality = 3;
        const int window = 18;
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(json.WrittenCount));
        try
        {
            if (!BrotliEncoder.TryCompress(json.WrittenSpan, packed, out var length, quality, window))
            {
                throw new InvalidOperationException("A text could not be compressed.");
            }

            Write(packed.AsSpan(0, length));
            return (length, json.WrittenCount);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes);
        hash.AppendData(bytes);
    }
}
