using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using KnowledgeBase.Site.Tests.Support;

namespace KnowledgeBase.Site.Tests.Api;

/// <summary>What programs may rely on when they read a document.</summary>
[Collection(SmallArchive.Name)]
public class DocumentContract(SmallArchive archive)
{
    private string Torino => "/api/v1/documents/" + archive.Torino;

    [Fact]
    public async Task A_record_tells_metadata_status_files_pages_and_language()
    {
        var record = await archive.Reader.GetJsonAsync(Torino);
        Assert.Equal("indexed", record.Text("status"));
        Assert.Equal("Piano strategico di Torino", record.Text("title"));
        Assert.Equal(["Città di Torino", "Rossi, Maria"], record.Items("authors").Select(a => a.GetString()!));
        Assert.Equal(2004, record.Number("year"));
        Assert.Equal("en", record.Text("language"));
        Assert.Equal("public", record.Text("visibility"));
        Assert.Equal("strategies", record.Text("collection"));
        Assert.Equal(3, record.Number("pages"));
        Assert.Equal(3, record.GetProperty("pageAccount").Number("text"));
        var file = record.Items("files").Single();
        Assert.Equal("piano-strategico.pdf", file.Text("name"));
        Assert.Equal(64, file.Text("sha256").Length);
    }

    [Fact]
    public async Task The_original_comes_with_type_name_tag_and_ranges()
    {
        using var whole = await archive.Reader.GetAsync(Torino + "/file");
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.Equal("application/pdf", whole.Content.Headers.ContentType?.MediaType);
        Assert.Equal("bytes", whole.Headers.AcceptRanges.Single());
        Assert.Contains("piano-strategico.pdf", whole.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        var bytes = await whole.Content.ReadAsByteArrayAsync();

        using var part = new HttpRequestMessage(HttpMethod.Get, Torino + "/file") { Headers = { Range = new RangeHeaderValue(2, 5) } };
        using var partial = await archive.Reader.SendAsync(part);
        Assert.Equal(HttpStatusCode.PartialContent, partial.StatusCode);
        Assert.Equal(bytes[2..6], await partial.Content.ReadAsByteArrayAsync());

        using var again = new HttpRequestMessage(HttpMethod.Get, Torino + "/file") { Headers = { IfNoneMatch = { whole.Headers.ETag! } } };
        using var unchanged = await archive.Reader.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);

        using var head = await archive.Reader.SendAsync(new HttpRequestMessage(HttpMethod.Head, Torino + "/file"));
        Assert.Equal(bytes.Length, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_web_page_is_handed_out_as_a_file_that_runs_nothing()
    {
        using var answer = await archive.Reader.GetAsync($"/api/v1/documents/{archive.Html}/file");
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.StartsWith("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Text_comes_by_page_or_whole()
    {
        Assert.Equal("Housing near the river, with a garden for every school.", await archive.Reader.GetStringAsync(Torino + "/text?page=3"));
        Assert.Equal(3, (await archive.Reader.GetStringAsync(Torino + "/text")).Split('\f').Length);
        using var none = await archive.Reader.GetAsync(Torino + "/text?page=4");
        await none.AssertProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_comes_as_a_picture_and_its_marks_as_a_drawing()
    {
        using var picture = await archive.Reader.GetAsync(Torino + "/pages/2.jpg");
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType?.MediaType);
        Assert.Equal(PlainPages.Picture, await picture.Content.ReadAsByteArrayAsync());
        Assert.NotNull(picture.Headers.ETag);

        // The stand-in that draws notes the number of marks in a last byte.
        var marked = await archive.Reader.GetByteArrayAsync(Torino + "/pages/2.jpg?q=depot");
        Assert.Equal([.. PlainPages.Picture, 1], marked);
        Assert.Equal(PlainPages.Picture, await archive.Reader.GetByteArrayAsync(Torino + "/pages/2.jpg?q=zyzzyva"));

        // "depot" is the fourth word of its page: The old tram depot.
        var marks = await archive.Reader.GetStringAsync(Torino + "/pages/2.svg?q=depot");
        Assert.Equal(1, marks.Split("<rect").Length - 1);
        Assert.Contains("x=\"139\"", marks, StringComparison.Ordinal);
        using var none = await archive.Reader.GetAsync(Torino + "/pages/9.jpg");
        await none.AssertProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Similar_documents_are_hits_and_never_the_document_itself()
    {
        var hits = (await archive.Reader.GetJsonAsync(Torino + "/similar")).Items("hits");
        Assert.NotEmpty(hits);
        Assert.DoesNotContain(hits, h => h.Text("id") == archive.Torino);
    }

    [Theory]
    [InlineData("bibtex", "@misc{", "author = {{Città di Torino} and Rossi, Maria}")]
    [InlineData("ris", "TY  - RPRT", "AU  - Città di Torino,")]
    [InlineData("csl", "\"type\": \"report\"", "\"family\": \"Rossi\"")]
    public async Task A_citation_comes_in_each_form(string format, string start, string author)
    {
        using var answer = await archive.Reader.GetAsync($"{Torino}/citation?format={format}");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains(start, text, StringComparison.Ordinal);
        Assert.Contains(author, System.Text.RegularExpressions.Regex.Unescape(format == "csl" ? text : text.Replace("\\", "\\\\", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("/documents/" + archive.Torino, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_id_is_a_problem()
    {
        foreach (var id in new[] { "0000000000", "nonsense", "%2e%2e%2fetc" })
            foreach (var part in new[] { "", "/file", "/text", "/pages/1.jpg", "/pages/1.svg?q=x", "/similar", "/citation" })
            {
                using var answer = await archive.Reader.GetAsync($"/api/v1/documents/{id}{part}");
                await answer.AssertProblemAsync(HttpStatusCode.NotFound);
            }
    }

    [Fact]
    public async Task What_was_withdrawn_answers_410_with_the_reason_everywhere()
    {
        foreach (var part in new[] { "", "/file", "/text", "/pages/1.jpg", "/pages/1.svg?q=x", "/similar", "/citation" })
        {
            using var answer = await archive.Reader.GetAsync($"/api/v1/documents/{archive.Withdrawn}{part}");
            await answer.AssertProblemAsync(HttpStatusCode.Gone);
            Assert.Contains("Wrong edition", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var page = await archive.Reader.GetAsync("/documents/" + archive.Withdrawn);
        Assert.Equal(HttpStatusCode.Gone, page.StatusCode);
        Assert.Contains("Wrong edition", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (await archive.Curator.GetJsonAsync("/api/v1/search?q=zinc")).Number("total"));
    }
}
