using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Tests.Format;

/// <summary>Headers of the golden index rewritten, checksums put right: what another version or codec wrote is refused by a sentence that names it, whatever file says so.</summary>
public class RefusalTests
{
    private static readonly string Golden = Path.Combine(Here(), "..", "golden", "cities");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Golden).Select(f => Path.GetFileName(f)!).Where(f => f != IndexLock.FileName && (!f.StartsWith('_') || f.StartsWith("_0", StringComparison.Ordinal)))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_of_another_version_is_refused(string file)
    {
        int version = NameEnd(File.ReadAllBytes(Path.Combine(Golden, file)));
        string said = Refused(file, bytes => bytes[version + 3]++);
        Assert.StartsWith(file, said);
        Assert.Contains("version", said);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_of_another_codec_is_refused(string file)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Golden, file));
        int end = NameEnd(bytes);
        string said = Refused(file, b => b[end - 1] = (byte)'?');
        Assert.StartsWith(file, said);
        Assert.Contains("is expected", said);
    }

    [Theory]
    [InlineData("Lucene87", "Lucene90", "segment _0 is written with codec 'Lucene90'")]
    [InlineData("Lucene87", "SimpleTx", "codec 'SimpleTx'")]
    public void A_segment_of_another_codec_is_refused(string codec, string other, string named) => Assert.Contains(named, Refused("segments_1", Replace(codec, other)));

    [Theory]
    [InlineData("Lucene84", "Direct42", "has postings of format 'Direct42'")]
    [InlineData("Lucene80", "Lucene70", "has doc values of format 'Lucene70'")]
    public void A_field_of_another_format_is_refused(string format, string other, string named) => Assert.Contains(named, Refused("_0.fnm", Replace(format, other)));

    [Fact]
    public void A_commit_or_segment_of_a_later_release_is_refused()
    {
        int commit = NameEnd(File.ReadAllBytes(Path.Combine(Golden, "segments_1"))) + 4 + Envelope.IdLength + 2;
        Assert.Contains("written by version 9.8.1", Refused("segments_1", b => b[commit] = 9));
        Assert.Contains("created by version 9", Refused("segments_1", b => b[commit + 3] = 9));
        int segment = NameEnd(File.ReadAllBytes(Path.Combine(Golden, "_0.si"))) + 4 + Envelope.IdLength + 1;
        Assert.Contains("written by version 9.8.1", Refused("_0.si", b => b[segment + 3] = 9));
    }

    private static string Refused(string file, Action<byte[]> change)
    {
        using var directory = new MemoryDirectory();
        foreach (string path in Directory.GetFiles(Golden))
        {
            directory.Put(Path.GetFileName(path), File.ReadAllBytes(path));
        }

        byte[] bytes = [.. directory.Content(file)];
        change(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(^8), Crc32.Compute(bytes.AsSpan(..^8)));
        directory.Put(file, bytes);
        Assert.False(IndexCheck.Run(directory).IsSound);
        return Assert.Throws<UnsupportedIndexException>(() => IndexSnapshot.Open(directory)).Message;
    }

    // Where the version follows: int magic, length and name of the codec before it.
    private static int NameEnd(byte[] file) => 5 + file[4];

    private static Action<byte[]> Replace(string what, string other) => bytes =>
    {
        int at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(what));
        Assert.True(at > 0);
        Encoding.UTF8.GetBytes(other).CopyTo(bytes, at);
    };

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
