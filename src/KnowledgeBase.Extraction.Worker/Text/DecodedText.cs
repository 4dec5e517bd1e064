using System.Text;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Text;

/// <summary>Reads a text file into a string under the document's allowance of characters.</summary>
public static class DecodedText
{
    /// <summary>The whole text, or as much as may be kept with a note.</summary>
    /// <param name="path">The file.</param>
    /// <param name="declared">The charset it declares, if known.</param>
    /// <param name="context">Allowance and notes.</param>
    public static string Read(string path, string? declared, ReadingContext context)
    {
        using var file = File.OpenRead(path);
        return Read(file, declared, context);
    }

    /// <inheritdoc cref="Read(string, string?, ReadingContext)"/>
    public static string Read(Stream file, string? declared, ReadingContext context)
    {
        var head = new byte[128 * 1024];
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        var charset = CharsetDetector.Detect(head, declared);
        if (!charset.Certain)
        {
            context.Note($"The file does not say how its letters are encoded; it was read as {charset.Encoding.WebName}.");
        }

        using var whole = new ConcatenatedStream(head, file);
        using var reader = new StreamReader(whole, charset.Encoding, detectEncodingFromByteOrderMarks: true);
        var text = new StringBuilder(head.Length);
        var buffer = new char[32 * 1024];
        int count;
        while ((count = reader.ReadBlock(buffer)) > 0)
        {
            var take = Math.Min(count, context.CharactersLeft - text.Length + 1);
            text.Append(buffer, 0, take);
            if (take < count || text.Length > context.CharactersLeft)
            {
                text.Length = context.CharactersLeft;
                context.Note($"Only the first {context.Limits.Characters:N0} characters of text were kept.");
                break;
            }
        }

        return text.ToString();
    }

    /// <summary>Bytes already read, then the rest of the stream.</summary>
    private sealed class ConcatenatedStream(byte[] head, Stream rest) : Stream
    {
        private int position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (position == head.Length)
            {
                return rest.Read(buffer, offset, count);
            }

            var take = Math.Min(count, head.Length - position);
            Array.Copy(head, position, buffer, offset, take);
            position += take;
            return take;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
