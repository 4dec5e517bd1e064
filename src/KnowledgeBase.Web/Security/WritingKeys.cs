using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Web.Security;

/// <summary>Keys that may write: those of the catalogue, and the one this machine's own commands use.</summary>
public sealed class WritingKeys(SiteOptions options)
{
    /// <summary>The name under which the commands of this machine write.</summary>
    public const string CommandName = "kb";

    /// <summary>The name a key was given; null when it is not known or was withdrawn.</summary>
    public async ValueTask<string?> NameOfAsync(string key, CancellationToken cancellation)
    {
        if (key.Length is 0 or > 200) return null;
        if (options.CommandKey is { Length: > 0 } own
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(own), Encoding.UTF8.GetBytes(key)))
            return CommandName;
        return await Task.FromResult<string?>(null);
    }

    /// <summary>True while a session opened under this name may go on.</summary>
    public ValueTask<bool> IsHeldAsync(string name, CancellationToken cancellation) => ValueTask.FromResult(name is CommandName or SignInLinks.Name);
}
