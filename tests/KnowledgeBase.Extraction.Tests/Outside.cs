using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>Documents that point out of themselves: nothing is fetched, nothing else is read, nothing is written elsewhere.</summary>
[Collection(nameof(Reader))]
public sealed class Outside(Reader reader)
{
    private const string Secret = "segretissimo";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task External_entities_reach_neither_network_nor_files(bool cage)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var secret = Path.Combine(reader.Folder, "secret.txt");
        await File.WriteAllTextAsync(secret, Secret);
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        await using var extractor = new WorkerExtractor(new() { Parallelism = 1, AllowCage = cage });
        foreach (var (name, content) in Documents(address, "file://" + secret))
        {
            var path = Path.Combine(reader.Folder, "xxe " + name);
            await File.WriteAllBytesAsync(path, content);
            var result = await extractor.ExtractAsync(new() { Path = path, OriginalName = name, Scratch = reader.Scratch() }, CancellationToken.None);
            Assert.DoesNotContain(Secret, System.Text.Json.JsonSerializer.Serialize(result), StringComparison.Ordinal);
            Assert.NotEqual(ExtractionOutcome.Crashed, result.Outcome);
            Assert.False(listener.Pending(), $"{name} reached the network");
        }
    }

    [Fact]
    public async Task Five_hundred_hostile_names_and_links_write_nothing_outside()
    {
        var random = new Random(7);
        var names = Enumerable.Range(0, 500).Select(i => Hostile(random, i)).ToList();
        var sandbox = Directory.CreateDirectory(Path.Combine(reader.Folder, "sandbox", "deep", "deeper")).FullName;
        await using var extractor = new WorkerExtractor(new() { Parallelism = 1, WorkFolder = sandbox });
        foreach (var (name, content) in new[] { ("a.zip", Zip(names)), ("a.tar", Tar(names)) })
        {
            var path = Path.Combine(reader.Folder, name);
            var scratch = reader.Scratch();
            await File.WriteAllBytesAsync(path, content);
            var result = await extractor.ExtractAsync(new() { Path = path, OriginalName = name, Scratch = scratch }, CancellationToken.None);
            Assert.True(result.Children.Count >= 490, $"{result.Children.Count} files of {name}: {result.Reason}");
            Assert.All(result.Children, child =>
            {
                Assert.Equal(scratch, Path.GetDirectoryName(Path.GetFullPath(child.File)));
                Assert.Null(new FileInfo(child.File).LinkTarget);
                Assert.DoesNotContain(child.Path.Split('/'), part => part is "" or "." or "..");
                Assert.DoesNotContain(child.Path, c => char.IsControl(c) || c is '\u202E' or '\\' or ':');
                Assert.InRange(child.Path.Length, 1, 512);
            });
            Assert.Contains(result.Notes, n => n.Contains("Links", StringComparison.Ordinal));
        }

        Assert.All(Directory.EnumerateFiles(Path.Combine(reader.Folder, "sandbox"), "*", SearchOption.AllDirectories), file =>
            Assert.StartsWith(Path.Combine(sandbox, "kb-worker-"), file, StringComparison.Ordinal));
        Assert.False(File.Exists("/tmp/kb-hostile"));
        Assert.False(File.Exists("/etc/kb-hostile"));
    }

    private static IEnumerable<(string Name, byte[] Content)> Documents(string address, string file)
    {
        foreach (var target in new[] { address, file })
        {
            var prolog = $"<!DOCTYPE x [<!ENTITY e SYSTEM \"{target}\"><!ENTITY % p SYSTEM \"{target}\"> %p;]>";
            yield return ("a.docx", Office.Docx(Office.Paragraph("&e;"), prolog));
            yield return ("b.docx", Office.Docx($"<w:p><w:r><w:t>x</w:t></w:r></w:p><w:altChunk r:id='r9' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'/>"));
            yield return ("a.xlsx", Office.Xlsx("<row><c t='s'><v>0</v></c></row>", prolog + "<si><t>&e;</t></si>"));
            yield return ("a.odt", Office.OpenDocument("text", "<office:text><text:p>&e;</text:p></office:text>", prolog));
            yield return ("a.svg", Encoding.UTF8.GetBytes($"<?xml version='1.0'?>{prolog}<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'><text>&e;</text><image xlink:href='{target}'/></svg>"));
            yield return ("a.xml", Encoding.UTF8.GetBytes($"<?xml version='1.0'?>{prolog}<x>&e;</x>"));
            yield return ("a.html", Encoding.UTF8.GetBytes($"<html><head><link rel=stylesheet href='{target}'></head><body><img src='{target}'><iframe src='{target}'></iframe>x</body></html>"));
            yield return ("a.epub", Office.Zip(
                ("mimetype", "application/epub+zip"),
                ("META-INF/container.xml", $"<?xml version='1.0'?>{prolog}<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='o.opf'/></rootfiles></container>"),
                ("o.opf", $"<?xml version='1.0'?>{prolog}<package xmlns='http://www.idpf.org/2007/opf'><metadata><dc:title xmlns:dc='http://purl.org/dc/elements/1.1/'>&e;</dc:title></metadata><manifest><item id='c' href='c.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='c'/></spine></package>"),
                ("c.xhtml", $"<?xml version='1.0'?>{prolog}<html xmlns='http://www.w3.org/1999/xhtml'><body><p>&e;</p></body></html>")));
            var xmp = $"<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>{prolog}<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>&e;</dc:title></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";
            yield return ("a.pdf", Encoding.UTF8.GetBytes($"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R/OpenAction<</S/URI/URI({target})>>>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj 4 0 obj<</Type/Metadata/Subtype/XML/Length {xmp.Length}>>stream\n{xmp}\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"));
        }
    }

    private static string Hostile(Random random, int number) => (number % 14) switch
    {
        0 => string.Concat(Enumerable.Repeat("../", random.Next(1, 30))) + "tmp/kb-hostile",
        1 => "/etc/kb-hostile" + number,
        2 => $"C:\\Windows\\kb-hostile{number}.dll",
        3 => $"\\\\server\\share\\kb-hostile{number}",
        4 => $"piano\0verde{number}.txt",
        5 => $"piano\u202Efdp{number}.exe",
        6 => new string('a', 4096) + number,
        7 => $"-rf{number}",
        8 => $"$(touch /tmp/kb-hostile){number};`id`|cat",
        9 => $"a/./b//../../../{number}",
        10 => $"CON{number % 3}/NUL.txt",
        11 => $"\n\r\t{number}\u2028.txt",
        12 => string.Concat(Enumerable.Repeat("d/", 1200)) + number,
        _ => $"%2e%2e%2f%2e%2e%2f{number}～／..＼..",
    };

    private static byte[] Zip(List<string> names)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            var link = zip.CreateEntry("link");
            link.ExternalAttributes = unchecked((int)0xA1FF0000);
            using (var stream = link.Open())
            {
                stream.Write("/tmp"u8);
            }

            foreach (var name in names)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write("contenuto"u8);
            }
        }

        return memory.ToArray();
    }

    private static byte[] Tar(List<string> names)
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/tmp" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "hard") { LinkName = "/etc/passwd" });
            foreach (var name in names)
            {
                // The writer's own format has no room for these two; a reader that meets them stops there with a note.
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name.Replace("\0", "", StringComparison.Ordinal).Replace('\n', ' ')) { DataStream = new MemoryStream("contenuto"u8.ToArray()) });
            }
        }

        return memory.ToArray();
    }
}
