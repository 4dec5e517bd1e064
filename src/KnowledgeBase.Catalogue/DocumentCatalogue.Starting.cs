using KnowledgeBase.Catalogue.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeBase.Catalogue;

/// <summary>
/// What every start asks, and every question after the archive's state. In plain SQL: a command that needs no more than this is
/// done before EF would have come up.
/// </summary>
public sealed partial class DocumentCatalogue
{
    /// <summary>True when the catalogue holds no document, withdrawn ones left out.</summary>
    public bool IsEmpty => !Any("SELECT 1 FROM documents WHERE state <> $state", ("$state", (int)DocumentState.Withdrawn));

    /// <summary>Makes jobs that were running when the program ended waiting again.</summary>
    public void RecoverJobs()
    {
        if (Any("SELECT 1 FROM jobs WHERE state = $state", ("$state", (int)JobState.Running)))
        {
            Write(c => c.Jobs.Where(j => j.State == JobState.Running).ExecuteUpdate(s => s.SetProperty(j => j.State, JobState.Waiting)));
        }
    }

    /// <summary>Id and revision of each document the index should hold.</summary>
    public IReadOnlyDictionary<string, long> Searchable() => Ask(
            "SELECT id, revision FROM documents WHERE state = $indexed OR (state = $received AND outcome IN ('ok', 'partial', 'empty'))",
            row => (Id: row.GetString(0), Revision: row.GetInt64(1)),
            ("$indexed", (int)DocumentState.Indexed), ("$received", (int)DocumentState.Received))
        .ToDictionary(d => d.Id, d => d.Revision, StringComparer.Ordinal);

    public ArchiveNumbers Numbers(DocumentVisibility sees) => Ask(
        """
        SELECT count(*), total(pages), total(pages_ocr), total(pages_empty + pages_failed),
               total(pages_failed > 0 OR (pages > 0 AND pages_text + pages_ocr = 0)),
               (SELECT total(size) FROM files JOIN documents ON documents.id = document_id WHERE visibility <= $sees AND state = $indexed)
        FROM documents WHERE visibility <= $sees AND state = $indexed
        """,
        row => new ArchiveNumbers(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)),
        ("$sees", (int)sees), ("$indexed", (int)DocumentState.Indexed))[0];

    public QueueNumbers QueueNumbers()
    {
        var jobs = Ask(
            "SELECT stage, state, count(*) FROM jobs GROUP BY stage, state",
            row => (Stage: (JobStage)row.GetInt32(0), State: (JobState)row.GetInt32(1), Count: row.GetInt64(2)));
        long Count(JobStage? stage, params ReadOnlySpan<JobState> states)
        {
            var count = 0L;
            foreach (var of in jobs)
            {
                count += (stage is null || stage == of.Stage) && states.Contains(of.State) ? of.Count : 0;
            }

            return count;
        }

        return new QueueNumbers(
            Count(JobStage.Read, JobState.Waiting), Count(JobStage.Read, JobState.Running), Count(JobStage.Index, JobState.Waiting, JobState.Running),
            Count(null, JobState.Failed), Count(null, JobState.Parked));
    }

    /// <summary>How many documents are in each state.</summary>
    public IReadOnlyDictionary<DocumentState, long> CountByState() => Ask(
            "SELECT state, count(*) FROM documents GROUP BY state", row => (State: (DocumentState)row.GetInt32(0), Count: row.GetInt64(1)))
        .ToDictionary(s => s.State, s => s.Count);

    private bool Any(string sql, params ReadOnlySpan<(string Name, long Value)> parameters) => Ask($"SELECT EXISTS({sql})", row => row.GetBoolean(0), parameters)[0];

    /// <summary>The rows of one statement, which sees one state of the catalogue.</summary>
    private List<T> Ask<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, long Value)> parameters)
    {
        using var connection = Connections.Open(connectionString);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
        {
            all.Add(read(rows));
        }

        return all;
    }
}
