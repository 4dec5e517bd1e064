using System.Text;
using KnowledgeBase.Extraction.Pages;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>Documents of old office programs through LibreOffice: pages that can be shown, what is hidden kept apart.</summary>
[Collection(nameof(Reader))]
public sealed class LegacyDocuments(Reader reader)
{
    private const string Rtf =
        @"{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}}{\info{\title Piano degli alberi}{\author Anna Rossi}}{\*\revtbl{Unknown;}}"
        + @"\pard Prima pagina con i platani.{\v nascosto}{\deleted\revauth0 cancellato}\par\page Seconda pagina con i tigli.\par}";

    [Fact]
    public async Task Rich_text_has_pages_a_picture_of_each_and_its_deletions_and_hidden_text_apart()
    {
        if (!InstalledTools.Inventory().Parts.Contains(InstalledTools.OfficePart))
        {
            return;
        }

        // Twice: the second goes to a LibreOffice that is already there.
        for (var round = 0; round < 2; round++)
        {
            var result = await reader.ReadAsync(Rtf, Encoding.ASCII, "piano.doc");
            Assert.Equal(ExtractionOutcome.Ok, result.Outcome);
            Assert.Equal("rtf", result.Format);
            Assert.Equal("Piano degli alberi", result.Properties.Title);
            Assert.Equal(["Anna Rossi"], result.Properties.Authors);
            Assert.True(result.HasPages);
            Assert.Equal(["Prima pagina con i platani.", "Seconda pagina con i tigli."], result.Pages.Select(p => p.Text.Trim()));
            Assert.Equal([("deletion", "cancellato"), ("hidden-text", "nascosto")], result.Hidden.Select(h => (h.Kind, h.Text)).Order());
            var words = await new PdfPageRenderer(new()).WordsAsync(result.Rendition!, 2, CancellationToken.None);
            Assert.Contains(words.Words, w => w.Text == "tigli.");
        }
    }
}
