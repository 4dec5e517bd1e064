using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Containers;

/// <summary>Inflated bytes a container may give, in all its parts together.</summary>
/// <param name="bytes">Bytes in all.</param>
/// <param name="ratio">Inflated bytes for each compressed one, looked at in parts of more than 8 MiB.</param>
public sealed class InflationBudget(long bytes, int ratio)
{
    private const long RatioFrom = 8 << 20;
    private long left = bytes;

    /// <summary>A stream that throws when its part, or all parts together, inflate beyond the limits.</summary>
    /// <param name="inflated">The part's content.</param>
    /// <param name="compressed">Its compressed size in bytes.</param>
    public Stream Watch(Stream inflated, long compressed) => new WatchedStream(this, inflated, compressed);

    private void Spend(int count, long total, long compressed)
    {
        left -= count;
        if (left < 0)
        {
            throw DocumentRefusedException.TooBig("The document inflates to more data than is allowed.");
        }

        if (total > RatioFrom && total > Math.Max(compressed, 1) * ratio)
        {
            throw DocumentRefusedException.TooBig("A part of the document inflates beyond any honest measure; it is made to exhaust whoever opens it.");
        }
    }

    private sealed class WatchedStream(InflationBudget budget, Stream inner, long compressed) : Stream
    {
        private long total;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => total;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var count = inner.Read(buffer);
            total += count;
            budget.Spend(count, total, compressed);
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
