namespace KnowledgeBase.Extraction.Tests;

[Collection(nameof(Reader))]
public sealed class OfficeDocuments(Reader reader)
{
    [Fact]
    public async Task What_is_shown_is_text_and_what_is_not_is_kept_apart()
    {
        var result = await reader.ReadAsync(
            Office.Docx(
                "<w:p><w:pPr><w:pStyle w:val='T1'/></w:pPr><w:r><w:t>Piano della mobilità</w:t></w:r></w:p>"
                + Office.Paragraph("Visibile.")
                + "<w:p><w:del><w:r><w:delText>cancellato</w:delText></w:r></w:del></w:p>"
                + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>nascosto</w:t></w:r></w:p>"
                + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
                + "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>riquadro</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>riquadro</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"),
            "a.pdf");
        Assert.Equal(ExtractionOutcome.Ok, result.Outcome);
        Assert.Equal("docx", result.Format);
        var page = Assert.Single(result.Pages);
        Assert.Equal(["Piano della mobilità"], page.Headings);
        Assert.Equal("Piano della mobilità\nVisibile.\na\nb\nriquadro", page.Text);
        Assert.Equal([("deletion", "cancellato"), ("hidden-text", "nascosto"), ("comment", "Da rivedere")], result.Hidden.Select(h => (h.Kind, h.Text)));
        Assert.Equal("Piano della mobilità", TitleChoice.Choose(result.Properties, result.Pages, "a.pdf"));
    }

    [Fact]
    public async Task A_sheet_is_a_page_with_its_name_and_dates_are_dates()
    {
        var result = await reader.ReadAsync(
            Office.Xlsx(
                "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row><row><c s='1'><v>45292</v></c><c s='2'><v>0.315</v></c><c><v>0.1</v></c></row>",
                "<si><t>Anno</t></si><si><r><t>Quo</t></r><r><t>ta</t></r></si>"),
            "dati.xlsx");
        Assert.Equal("Anno\tQuota\n2024-01-01\t31.5%\t0.1", result.Pages[0].Text);
        Assert.Equal("Indicatori", result.Pages[0].Label);
        Assert.Equal("", result.Pages[1].Text);
        Assert.Contains("segreto", Assert.Single(result.Hidden, h => h.Kind == "hidden-sheet").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_says_it_repeats_a_million_times_is_written_once()
    {
        var result = await reader.ReadAsync(
            Office.OpenDocument("spreadsheet", "<office:spreadsheet><table:table table:name='Uno'><table:table-row table:number-rows-repeated='1048576'><table:table-cell table:number-columns-repeated='16384'><text:p>x</text:p></table:table-cell><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"),
            "a.ods");
        Assert.Equal("x\ty", Assert.Single(result.Pages).Text);
        Assert.Equal("Uno", result.Pages[0].Label);
    }

    [Theory]
    [InlineData("docx")]
    [InlineData("xlsx")]
    [InlineData("odt")]
    [InlineData("svg")]
    public async Task An_external_entity_reads_nothing(string format)
    {
        var secret = Path.Combine(reader.Folder, "secret.txt");
        await File.WriteAllTextAsync(secret, "segretissimo");
        var prolog = $"<!DOCTYPE x [<!ENTITY e SYSTEM 'file://{secret}'>]>";
        var content = format switch
        {
            "docx" => Office.Docx(Office.Paragraph("&e;"), prolog),
            "xlsx" => Office.Zip([("[Content_Types].xml", "<Types spreadsheetml='1'/>"), ("xl/workbook.xml", prolog + "<workbook>&e;</workbook>")]),
            "odt" => Office.OpenDocument("text", "<office:text><text:p>&e;</text:p></office:text>", prolog),
            _ => System.Text.Encoding.UTF8.GetBytes(prolog + "<svg xmlns='http://www.w3.org/2000/svg'><text>&e;</text></svg>"),
        };
        var result = await reader.ReadAsync(content, "a." + format);
        Assert.DoesNotContain("segretissimo", string.Concat(result.Pages.Select(p => p.Text)), StringComparison.Ordinal);
        Assert.NotEqual(ExtractionOutcome.Crashed, result.Outcome);
        Assert.NotEqual(ExtractionOutcome.Ok, result.Outcome);
        Assert.NotNull(result.Reason);
    }
}
