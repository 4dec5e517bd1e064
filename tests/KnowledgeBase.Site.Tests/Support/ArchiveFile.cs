using System.Text;

namespace KnowledgeBase.Site.Tests.Support;

/// <summary>A file as tests bring it in.</summary>
internal sealed record ArchiveFile(string Name, byte[] Bytes)
{
    /// <summary>A document with numbered pages, and pictures of them.</summary>
    public static ArchiveFile Pdf(string name, params string[] pages) => new(name, Encoding.UTF8.GetBytes("%PDF-1.7\n" + string.Join('\f', pages)));

    public static ArchiveFile Text(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));
}
