using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace KnowledgeBase.Catalogue.Storage;

/// <summary>How the database file is opened.</summary>
internal static class Connections
{
    public static string To(string path, bool pooled = true) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        Pooling = pooled,
        DefaultTimeout = 30,
    }.ToString();

    public static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        Set(connection);
        return connection;
    }

    /// <summary>Write-ahead log: readers never wait for the writer. Kept in the file.</summary>
    public static void MakeDurable(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// FULL: a commit that returned is on the disk. Erased rows are overwritten with zeros, so that an erased
    /// document leaves no trace in free pages.
    /// </summary>
    private static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 30000; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;";
        command.ExecuteNonQuery();
    }

    /// <summary>The same for the connections EF opens.</summary>
    internal sealed class Pragmas : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);
    }
}
