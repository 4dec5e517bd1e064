using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Catalogue;

namespace KnowledgeBase.Web.Security;

/// <summary>Keys that may write: those of the catalogue, and the one this machine's own commands use.</summary>
public sealed class WritingKeys(SiteOptions options, DocumentCatalogue catalogue)
{
    /// <summary>The name under which the commands of this machine write.</summary>
    public const string CommandName = "kb";

    private const int LongestKey = 200;

    /// <summary>The name a key was given; null when it is not known or was withdrawn.</summary>
    public string? NameOf(string key)
    {
        if (key.Length is 0 or > LongestKey) return null;
        return options.CommandKey is { Length: > 0 } own
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(own), Encoding.UTF8.GetBytes(key))
                ? CommandName
                : catalogue.KeyName(key);
    }

    /// <summary>True while a session opened under this name may go on.</summary>
    public bool IsHeld(string name) =>
        name is CommandName or SignInLinks.Name || catalogue.Keys().Any(k => k.Name == name && k.Revoked is null);
}
