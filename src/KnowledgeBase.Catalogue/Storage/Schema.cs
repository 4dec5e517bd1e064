using System.Globalization;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Catalogue.Storage;

/// <summary>
/// The database's shape as numbered SQL scripts. Each is applied in one transaction together with its number,
/// so a crash leaves the version before or the version after, never one between.
/// </summary>
internal static class Schema
{
    private const string Prefix = "schema/";

    /// <summary>The newest version this program knows.</summary>
    public static int Newest => Scripts().Max(s => s.Version);

    /// <summary>Brings an open database up to <paramref name="target"/> (the newest unless told).</summary>
    /// <exception cref="CatalogueException">The database was made by a newer version of the program.</exception>
    public static void Upgrade(SqliteConnection connection, int? target = null)
    {
        var present = Version(connection);
        if (present > Newest)
        {
            throw new CatalogueException(
                CatalogueFault.Damaged,
                $"The catalogue was made by a newer version of this program (schema {present}, known up to {Newest}): please update the program.");
        }

        foreach (var (version, name) in Scripts().Where(s => s.Version > present && s.Version <= (target ?? Newest)).OrderBy(s => s.Version))
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = Text(name) + "\nPRAGMA user_version = " + version.ToString(CultureInfo.InvariantCulture) + ";";
            command.ExecuteNonQuery();
            transaction.Commit();
        }
    }

    public static int Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static IEnumerable<(int Version, string Name)> Scripts() =>
        from name in typeof(Schema).Assembly.GetManifestResourceNames()
        where name.StartsWith(Prefix, StringComparison.Ordinal)
        select (int.Parse(Path.GetFileNameWithoutExtension(name[Prefix.Length..]), CultureInfo.InvariantCulture), name);

    private static string Text(string name)
    {
        using var stream = typeof(Schema).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
