using KnowledgeBase.Catalogue.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace KnowledgeBase.Catalogue;

/// <summary>
/// What the archive knows of its documents. Safe for any number of threads: readers see the last committed state,
/// changes happen one at a time, and a change that returned survives a power cut.
/// Whatever takes a <see cref="DocumentVisibility"/> named <c>sees</c> leaves out all that is more guarded than that.
/// </summary>
public sealed partial class DocumentCatalogue : IDisposable
{
    private const int DiskError = 10;
    private const int DiskFull = 13;

    private readonly string connectionString;
    // Made when something asks for it: EF and its model take half a second to come up, and not every command needs them.
    private readonly Lazy<PooledDbContextFactory<CatalogueContext>> contexts;
    private readonly Lock writer = new();
    private readonly TimeProvider clock;

    private DocumentCatalogue(string connectionString, TimeProvider clock)
    {
        this.connectionString = connectionString;
        this.clock = clock;
        contexts = new(() => new PooledDbContextFactory<CatalogueContext>(CatalogueContext.On(connectionString), poolSize: 64));
    }

    /// <summary>Opens the catalogue in a file, making it or bringing it up to date first.</summary>
    /// <exception cref="CatalogueException">The file is damaged or was made by a newer version.</exception>
    public static DocumentCatalogue Open(string path, TimeProvider? clock = null)
    {
        var connectionString = Connections.To(path);
        try
        {
            using var connection = Connections.Open(connectionString);
            Connections.MakeDurable(connection);
            Schema.Upgrade(connection);
        }
        catch (SqliteException fault)
        {
            SqliteConnection.ClearAllPools();
            throw new CatalogueException(
                CatalogueFault.Damaged,
                $"The catalogue {path} cannot be opened ({fault.Message}). Put a backup in its place with: kb restore FILE",
                fault);
        }

        return new DocumentCatalogue(connectionString, clock ?? TimeProvider.System);
    }

    /// <summary>Copies the catalogue, as of one moment, into a new file while it is in use.</summary>
    public void CopyTo(string path)
    {
        using var source = Connections.Open(connectionString);
        using var target = Connections.Open(Connections.To(path, pooled: false));
        source.BackupDatabase(target);
    }

    /// <summary>What SQLite finds wrong in its file; empty when all is well.</summary>
    public IReadOnlyList<string> CheckFile()
    {
        using var connection = Connections.Open(connectionString);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(20)";
        using var rows = command.ExecuteReader();
        var findings = new List<string>();
        while (rows.Read())
        {
            findings.Add(rows.GetString(0));
        }

        return findings is ["ok"] ? [] : findings;
    }

    public void Dispose()
    {
        using var pool = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(pool);
    }

    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Reads from one consistent state.</summary>
    private T Read<T>(Func<CatalogueContext, T> read)
    {
        using var context = contexts.Value.CreateDbContext();
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        context.Database.OpenConnection();
        using var snapshot = ((SqliteConnection)context.Database.GetDbConnection()).BeginTransaction(deferred: true);
        context.Database.UseTransaction(snapshot);
        return read(context);
    }

    /// <summary>Changes in one transaction; nothing of it remains when <paramref name="change"/> throws.</summary>
    /// <exception cref="IOException">The disk is full or failing.</exception>
    private T Write<T>(Func<CatalogueContext, T> change)
    {
        lock (writer)
        {
            using var context = contexts.Value.CreateDbContext();
            try
            {
                using var transaction = context.Database.BeginTransaction();

                // Rows may be written in any order; the references are checked when the transaction ends.
                context.Database.ExecuteSqlRaw("PRAGMA defer_foreign_keys = ON");
                var result = change(context);
                context.SaveChanges();
                transaction.Commit();
                return result;
            }
            catch (Exception fault) when ((fault as SqliteException ?? fault.InnerException as SqliteException) is { SqliteErrorCode: DiskFull or DiskError } disk)
            {
                throw new IOException(
                    disk.SqliteErrorCode == DiskFull
                        ? "The disk is full: the catalogue could not be written, and nothing of this change was kept."
                        : "The disk reported an error: the catalogue could not be written, and nothing of this change was kept.",
                    fault);
            }
        }
    }

    private void Write(Action<CatalogueContext> change) => Write(context =>
    {
        change(context);
        return true;
    });

    private static Document Need(CatalogueContext context, string id) =>
        context.Documents.Find(id) ?? throw NotFound(id);

    private static CatalogueException NotFound(string id) =>
        new(CatalogueFault.NotFound, $"There is no document {id} in the archive.");
}
