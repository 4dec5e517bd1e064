using KnowledgeBase.Measure;

return args switch
{
    ["probes", var url, var manifest] => await Probes.RunAsync(new SearchClient(url), manifest),
    ["questions", var url, var questions] => await Questions.RunAsync(new SearchClient(url), questions),
    ["latency", var url, var queries] => await Latency.RunAsync(new SearchClient(url), queries, TimeSpan.FromSeconds(10)),
    ["latency", var url, var queries, var seconds] =>
        await Latency.RunAsync(new SearchClient(url), queries, TimeSpan.FromSeconds(int.Parse(seconds))),
    ["read", "--text", .. var files] when files.Length > 0 => await Reading.RunAsync(files, text: true),
    ["read", .. var files] when files.Length > 0 => await Reading.RunAsync(files, text: false),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: probes URL MANIFEST | questions URL QUESTIONS | latency URL QUERIES [SECONDS] | read [--text] FILE...");
    return 2;
}
