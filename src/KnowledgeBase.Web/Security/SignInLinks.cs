using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace KnowledgeBase.Web.Security;

/// <summary>
/// Links that sign one person in once, for whoever sits at the machine that runs the archive. They live in memory only:
/// a restart ends those that were not used.
/// </summary>
public sealed class SignInLinks(TimeProvider clock)
{
    /// <summary>The name of a session that such a link opened.</summary>
    public const string Name = "keyboard";

    /// <summary>How long an unused link works.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _open = new();

    /// <summary>A new link's address on this site, such as <c>/signin/once/…</c>; to be shown to that person alone.</summary>
    public string Create()
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _open[Fingerprint(secret)] = clock.GetUtcNow() + Life;
        return "/signin/once/" + secret;
    }

    /// <summary>Uses the link up; false when it is unknown, used or too old.</summary>
    public bool TryUse(string secret) =>
        _open.TryRemove(Fingerprint(secret), out var until) && clock.GetUtcNow() <= until;

    // Kept hashed, so that looking one up tells nothing by its timing.
    private static string Fingerprint(string secret) =>
        Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)));
}
