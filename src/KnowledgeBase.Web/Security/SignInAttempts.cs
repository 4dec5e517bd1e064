using System.Collections.Concurrent;
using System.Net;

namespace KnowledgeBase.Web.Security;

/// <summary>Bounds how often keys are tried from one address. Keys cannot be guessed; this keeps the log quiet and the processor free.</summary>
public sealed class SignInAttempts(TimeProvider clock)
{
    /// <summary>Tries a minute from one address.</summary>
    public const int Most = 20;

    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<IPAddress, (long Minute, int Count)> _tries = new();

    public bool MayTry(IPAddress? from)
    {
        var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (_tries.Count > MostRemembered) _tries.Clear();
        return _tries.AddOrUpdate(from ?? IPAddress.None, (minute, 1), (_, t) => t.Minute == minute ? (minute, t.Count + 1) : (minute, 1)).Count <= Most;
    }
}
