using KnowledgeBase.Catalogue.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeBase.Catalogue;

/// <summary>A document that was erased, with the stores' keys of what must go with it.</summary>
public sealed record Erased(string Id, IReadOnlyList<string> Sha256);

/// <summary>Removing every trace.</summary>
public sealed partial class DocumentCatalogue
{
    /// <summary>What erasing would take: the document and what was found only inside it.</summary>
    /// <exception cref="CatalogueException">Not found.</exception>
    public IReadOnlyList<Erased> PlanErasure(string id) => Read(c => Describe(c, WithChildrenOfItsOwn(c, id)));

    /// <summary>
    /// Deletes the rows of documents and remembers only their ids. Deleted rows are overwritten;
    /// <see cref="Compact"/> then rewrites the file, so that nothing remains in it or its log.
    /// </summary>
    public void Erase(IReadOnlyCollection<string> ids) => Write(c =>
    {
        var now = Now;
        foreach (var id in ids)
        {
            c.Sources.Where(s => s.ParentId == id).ExecuteDelete();
            c.Documents.Where(d => d.Id == id).ExecuteDelete();
            if (c.Erasures.Find(id) is null)
            {
                c.Erasures.Add(new ErasureRow { DocumentId = id, Erased = now });
            }
        }

        // A place nobody names any more is a trace of the document that named it.
        c.Places.Where(p => !c.DocumentPlaces.Any(d => d.Place == p.Slug)).ExecuteDelete();
    });

    /// <summary>All erasures, to be carried over when an older backup takes the catalogue's place.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Erasures() =>
        Read(c => c.Erasures.ToDictionary(e => e.DocumentId, e => e.Erased, StringComparer.Ordinal));

    /// <summary>Which of these documents are still here, and what erasing them again takes.</summary>
    public IReadOnlyList<Erased> StillHeld(IReadOnlyCollection<string> ids) =>
        Read(c => Describe(c, c.Documents.Where(d => ids.Contains(d.Id)).ToList()));

    /// <summary>Rewrites the file without free pages and empties the write-ahead log.</summary>
    public void Compact()
    {
        lock (writer)
        {
            using var connection = Connections.Open(connectionString);
            Execute(connection, "VACUUM");
            Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<Erased> Describe(CatalogueContext c, List<Document> documents) => documents.ConvertAll(d =>
        new Erased(d.Id, c.Files.Where(f => f.DocumentId == d.Id).Select(f => f.Sha256).ToList()));
}
