using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format;

/// <summary>Writes the headers and the footer that <see cref="Envelope"/> reads.</summary>
internal static class EnvelopeWriter
{
    public static void WritePlainHeader(ByteWriter output, FileKind kind)
    {
        output.WriteInt(Envelope.Magic);
        output.WriteString(kind.CodecName);
        output.WriteInt(kind.Version);
    }

    public static void WriteHeader(ByteWriter output, FileKind kind, ReadOnlySpan<byte> id, string suffix)
    {
        WritePlainHeader(output, kind);
        output.WriteBytes(id);
        output.WriteByte((byte)suffix.Length);
        foreach (var c in suffix) output.WriteByte((byte)c);
    }

    /// <summary>Writes the footer, hands the bytes to the operating system and closes the file.</summary>
    public static void Finish(IndexOutput output)
    {
        output.WriteInt(Envelope.FooterMagic);
        output.WriteInt(0);
        output.WriteLong(output.Checksum);
        output.Finish();
    }
}
