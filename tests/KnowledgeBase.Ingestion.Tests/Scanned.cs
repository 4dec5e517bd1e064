using KnowledgeBase.Catalogue;
using KnowledgeBase.Extraction;
using KnowledgeBase.Extraction.Pages;

namespace KnowledgeBase.Ingestion.Tests;

/// <summary>A scan with the real readers: its words are found, and marked on the pictures of its pages.</summary>
public class Scanned
{
    [Fact]
    public async Task The_words_of_a_scan_have_their_places_on_its_page_pictures()
    {
        var samples = Samples();
        if (samples is null || !InstalledTools.Inventory().Parts.Contains(InstalledTools.OcrPart))
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory("kb-scanned-").FullName;
        await using (var archive = await RealArchive.StartAsync(folder))
        {
            var id = await archive.ReceiveAsync("scan.pdf", await File.ReadAllBytesAsync(Path.Combine(samples, "archive", "mobility", "milano-area-c-it-scansione.pdf")));
            await archive.Service.WaitAsync([id]);
            var record = archive.Catalogue.Find(id, DocumentVisibility.Draft)!;
            var contents = new DocumentContents(archive.Service.Originals, archive.Service.Texts, new PdfPageRenderer(new()));
            var plan = await contents.PlanAsync(record, 1, default);
            var word = plan!.Words.First(w => w.Text.StartsWith("Ecopass", StringComparison.Ordinal));
            Assert.InRange(word.Left, 1, word.Right);
            Assert.InRange(word.Right, word.Left + 10, plan.Width);
            Assert.InRange(word.Bottom, word.Top + 4, plan.Height);
            var plain = await contents.PictureAsync(record, 1, 60, default);
            var marked = await contents.MarkedPictureAsync(record, 1, 60, [word], default);
            Assert.NotNull(marked);
            Assert.NotEqual(plain, marked);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string? Samples()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "KnowledgeBase.sln")))
            {
                return Path.Combine(folder.FullName, "samples");
            }
        }

        return null;
    }
}
