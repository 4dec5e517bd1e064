using System.Text;

namespace KnowledgeBase.Extraction.Tests;

[Collection(nameof(Reader))]
public sealed class Children(Reader reader)
{
    [Fact]
    public async Task Files_of_an_archive_come_out_under_harmless_paths()
    {
        var result = await reader.ReadAsync(
            Office.Zip([("../../etc/passwd", "uno"), ("C:\\Piani\\verde\u202Efdp.exe", "due"), ("a/b.txt", "tre"), (".", "quattro")]), "a.zip");
        Assert.Equal(ExtractionOutcome.Ok, result.Outcome);
        Assert.Equal(["etc/passwd", "Piani/verdefdp.exe", "a/b.txt", "file"], result.Children.Select(c => c.Path));
        Assert.Equal("tre", await File.ReadAllTextAsync(result.Children[2].File));
        Assert.All(result.Children, c => Assert.StartsWith(reader.Folder, c.File, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_gives_its_text_and_its_attachments()
    {
        const string mail = """
            From: =?utf-8?Q?Citt=C3=A0?= <a@example.org>
            Date: Tue, 5 Mar 2024 10:00:00 +0100
            Subject: =?iso-8859-1?B?UGlhbm8gcGVyIGxhIG1vYmlsaXTg?=
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="x"

            --x
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            La citt=E0 =
            cambia.
            --x
            Content-Type: application/pdf; name*=utf-8''pi%C3%A0no.pdf
            Content-Disposition: attachment
            Content-Transfer-Encoding: base64

            JVBERi0=
            --x--
            """;
        var result = await reader.ReadAsync(mail, Encoding.UTF8, "a.bin");
        Assert.Equal("eml", result.Format);
        Assert.Equal("Piano per la mobilità", result.Properties.Title);
        Assert.Equal(["Città"], result.Properties.Authors);
        Assert.Contains("La città cambia.", result.Pages[0].Text, StringComparison.Ordinal);
        var child = Assert.Single(result.Children);
        Assert.Equal("piàno.pdf", child.Path);
        Assert.Equal("%PDF-", await File.ReadAllTextAsync(child.File));
    }
}
