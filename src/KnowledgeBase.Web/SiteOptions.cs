namespace KnowledgeBase.Web;

/// <summary>What the site must be told at start-up.</summary>
public sealed record SiteOptions
{
    /// <summary>The archive's name, shown at the top of every page.</summary>
    public string Name { get; init; } = "International Observatory of Cities";

    /// <summary>A folder, readable by its owner only, for the keys that seal session cookies.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>
    /// Host names that the site answers to, without port. A request for any other name is refused, so that a foreign
    /// name pointed at this machine cannot act through a visitor's browser. Default: the loopback names.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>A key that the commands of the same data directory use, made new at each start; null: none.</summary>
    public string? CommandKey { get; init; }

    /// <summary>It serves one command of this machine and is gone again: the API alone, without the pages for people.</summary>
    public bool ForOneCommand { get; init; }

    /// <summary>Largest single upload request, in bytes. Default: 2 GiB.</summary>
    public long LargestUpload { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>How long a session lasts without a visit. Default: 12 hours.</summary>
    public TimeSpan SessionLife { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How well the readers of documents are shut in on this machine, as a sentence for <c>/health/ready</c>; null: not told.</summary>
    public Func<CancellationToken, Task<string>>? Confinement { get; init; }
}
