using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Extraction;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Ingestion.Stores;
using KnowledgeBase.Search;
using KnowledgeBase.TestSupport;
using KnowledgeBase.Web;
using KnowledgeBase.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Site.Tests.Support;

/// <summary>The real server on a free port of this machine, with a real catalogue and pipeline in a folder of its own.</summary>
internal sealed class SiteHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private readonly WebApplication _app;
    private readonly DataDirectory _directory;

    private SiteHost(string folder, WebApplication app, DataDirectory directory, DocumentCatalogue catalogue, IngestionService ingestion)
    {
        _folder = folder;
        _app = app;
        _directory = directory;
        Catalogue = catalogue;
        Ingestion = ingestion;
        Address = new Uri(app.Urls.First());
        Reader = NewBrowser();
        Key = catalogue.AddKey("tests");
        Curator = NewBrowser();
        Curator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public Uri Address { get; }

    public DocumentCatalogue Catalogue { get; }

    public IngestionService Ingestion { get; }

    public SignInLinks SignInLinks => _app.Services.GetRequiredService<SignInLinks>();

    /// <summary>A key that may write.</summary>
    public string Key { get; }

    public HttpClient Reader { get; }

    public HttpClient Curator { get; }

    /// <param name="open">Opens the index in a folder; null for one in memory.</param>
    /// <param name="forOneCommand">As a command has it that finds no server.</param>
    public static async Task<SiteHost> StartAsync(Func<string, ISearchIndex>? open = null, bool forOneCommand = false)
    {
        var folder = Directory.CreateTempSubdirectory("kb-site-").FullName;
        var directory = DataDirectory.Open(folder);
        var catalogue = DocumentCatalogue.Open(directory.CatalogueFile);
        var index = open?.Invoke(directory.Lucene) ?? new InMemorySearchIndex();
        var ingestion = new IngestionService(directory, catalogue, index, new PagedTextExtractor(), new IngestionOptions());
        await ingestion.StartAsync();

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(catalogue);
        builder.Services.AddSingleton<ISearchIndex>(index);
        builder.Services.AddSingleton(ingestion);
        builder.Services.AddSingleton(new DocumentContents(ingestion.Originals, ingestion.Texts, new PlainPages()));
        builder.Services.AddKnowledgeBaseSite(new SiteOptions { StateDirectory = folder, ForOneCommand = forOneCommand });
        var app = builder.Build();
        app.MapKnowledgeBaseSite();
        await app.StartAsync();
        return new SiteHost(folder, app, directory, catalogue, ingestion);
    }

    /// <summary>Brings a file in through the API and waits until it is searchable.</summary>
    public async Task<string> AddAsync(ArchiveFile file, string metadata, string collection = "general")
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(metadata), "metadata" },
            { new StringContent(collection), "collection" },
            { new ByteArrayContent(file.Bytes), "file", file.Name },
        };
        using var answer = await Curator.PostAsync("/api/v1/documents", form);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);
        using var json = JsonDocument.Parse(text);
        var id = json.RootElement.Items("documents").Single().Text("id");
        await IndexedAsync(id);
        return id;
    }

    public async Task IndexedAsync(string id)
    {
        var record = await SettledAsync(id);
        Assert.True(record.Text("status") == "indexed", record.ToString());
    }

    /// <summary>The record once the document is no longer on its way.</summary>
    public async Task<JsonElement> SettledAsync(string id)
    {
        var waited = Stopwatch.StartNew();
        for (; ; )
        {
            var record = await Curator.GetJsonAsync("/api/v1/documents/" + id);
            if (record.Text("status") != "received" && !Catalogue.AwaitsIndex(id)) return record;
            Assert.True(waited.Elapsed < Patience, $"Document {id} was not read in time: {record}");
            await Task.Delay(20);
        }
    }

    /// <summary>A client with cookies of its own that follows no redirection.</summary>
    public HttpClient NewBrowser() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    /// <summary>A browser's session, opened with the key.</summary>
    public async Task<HttpClient> SignedInAsync()
    {
        var browser = NewBrowser();
        using var answer = await browser.PostFormAsync("/signin", "/signin", ("key", Key));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    /// <summary>The cookie that signing in sets, with its attributes.</summary>
    public async Task<string> SignInCookieAsync()
    {
        using var browser = NewBrowser();
        using var answer = await browser.PostFormAsync("/signin", "/signin", ("key", Key));
        return answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("kb-session=", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        Reader.Dispose();
        Curator.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Ingestion.DisposeAsync();
        Catalogue.Dispose();
        _directory.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

internal static partial class Forms
{
    /// <summary>Opens a page, takes its form token and posts a form as a person would.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient browser, string page, string address, params (string Name, string Value)[] fields)
    {
        var html = await browser.GetStringAsync(page);
        var token = WebUtility.HtmlDecode(Token().Match(html).Groups[1].Value);
        using var form = new FormUrlEncodedContent(fields.Append(("form-token", token)).Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2)));
        return await browser.PostAsync(address, form);
    }

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
