using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Catalogue.Storage;

namespace KnowledgeBase.Catalogue;

/// <summary>A key for writing as it is listed; the key itself is shown once and not kept.</summary>
public sealed record KeyEntry(string Name, DateTimeOffset Created, DateTimeOffset? Revoked);

/// <summary>Keys for writing.</summary>
public sealed partial class DocumentCatalogue
{
    /// <summary>Makes a key of 256 random bits and returns it; only its SHA-256 is kept (no salt or stretching: it cannot be guessed).</summary>
    /// <exception cref="CatalogueException">The name is empty or taken.</exception>
    public string AddKey(string name)
    {
        var clean = Clean.Line(name, 100, "");
        if (clean.Length == 0)
        {
            throw new CatalogueException(CatalogueFault.Invalid, "A key needs a name.");
        }

        var key = "kb_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Write(c =>
        {
            if (c.Keys.Any(k => k.Name == clean))
            {
                throw new CatalogueException(CatalogueFault.Invalid, $"There is a key named “{clean}” already.");
            }

            c.Keys.Add(new KeyRow { Hash = Hash(key), Name = clean, Created = Now });
        });
        return key;
    }

    /// <summary>The name of a valid key; null when it is unknown or revoked.</summary>
    public string? KeyName(string key)
    {
        var hash = Hash(key);
        return Read(c => c.Keys.Where(k => k.Hash == hash && k.Revoked == null).Select(k => k.Name).SingleOrDefault());
    }

    /// <summary>Ends a key's validity.</summary>
    /// <returns>False when there is no such key.</returns>
    public bool RevokeKey(string name) => Write(c =>
    {
        if (c.Keys.SingleOrDefault(k => k.Name == name) is not { } key)
        {
            return false;
        }

        key.Revoked ??= Now;
        return true;
    });

    public IReadOnlyList<KeyEntry> Keys() =>
        Read(c => c.Keys.OrderBy(k => k.Created).Select(k => new KeyEntry(k.Name, k.Created, k.Revoked)).ToList());

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
