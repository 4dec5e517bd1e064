namespace KnowledgeBase.Extraction;

/// <summary>The first bytes of Office files from before 2007.</summary>
public static class OfficeSignatures
{
    /// <summary>A compound file, as Word, Excel, PowerPoint and Outlook wrote ([MS-CFB], 2.2).</summary>
    public static ReadOnlySpan<byte> CompoundFile => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>Rich Text Format.</summary>
    public static ReadOnlySpan<byte> RichText => "{\\rtf"u8;
}
