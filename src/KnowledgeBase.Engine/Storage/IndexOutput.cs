namespace KnowledgeBase.Engine.Storage;

/// <summary>
/// A new file of an index, written once from front to back. Keeps the running checksum that the footer needs.
/// Disposing without <see cref="Finish"/> closes the file and leaves it incomplete.
/// </summary>
public abstract class IndexOutput : ByteWriter, IDisposable
{
    private long flushed;
    private uint crc;

    protected IndexOutput(string name) : base(1 << 16) => Name = name;

    public string Name { get; }

    public override long Position => flushed + Used;

    /// <summary>CRC-32 of everything written so far.</summary>
    public uint Checksum
    {
        get
        {
            Empty();
            return crc;
        }
    }

    public override void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > Buffer.Length - Used)
        {
            var part = Buffer.Length - Used;
            bytes[..part].CopyTo(Buffer.AsSpan(Used));
            Used += part;
            bytes = bytes[part..];
            Empty();
        }
        bytes.CopyTo(Buffer.AsSpan(Used));
        Used += bytes.Length;
    }

    /// <summary>Hands all bytes to the operating system and closes the file. Does not sync it.</summary>
    /// <exception cref="IOException">The disk is full or failed; the file must then not be used.</exception>
    public void Finish()
    {
        Empty();
        Close();
    }

    public abstract void Dispose();

    private protected override void MakeRoom(int count) => Empty();

    private void Empty()
    {
        if (Used == 0) return;
        crc = Crc32.Append(crc, Buffer.AsSpan(0, Used));
        Append(Buffer.AsSpan(0, Used));
        flushed += Used;
        Used = 0;
    }

    protected abstract void Append(ReadOnlySpan<byte> bytes);

    protected abstract void Close();
}
