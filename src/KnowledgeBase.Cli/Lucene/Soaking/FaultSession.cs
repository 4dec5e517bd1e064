using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Format.Commits;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Cli.Lucene.Soaking;

/// <summary>
/// A session of adds, updates, deletes, merges and commits on a disk that fails at some call. After each error that is reported the index must hold the
/// last acknowledged commit or the one under way; opened again the session goes on, and ends with nothing missing and nothing left over.
/// </summary>
internal sealed class FaultSession(IndexDirectory directory, int seed, long heldBytes, Action<bool> heal)
{
    private const int Steps = 60;

    private readonly RandomHistory history = new(seed);

    /// <summary>Errors that were reported.</summary>
    public int Reported { get; private set; }

    /// <summary>Null when all ended well, else what did not.</summary>
    public string? Run()
    {
        for (var step = 0; step < Steps;)
        {
            try
            {
                using var writer = IndexWriter.Open(directory, RandomHistory.Options with { HeldBytes = heldBytes });
                for (; step < Steps; step++) history.Step(writer);
                history.Commit(writer);
            }
            catch (IOException e)
            {
                // Under strace the count of calls is each thread's own, so that another thread may meet the fault once more.
                if (++Reported > 20) return $"it does not go on: {e.Message}";
                step++;
                heal(true);
                if (Complaint() is { } complaint) return $"after “{e.Message}”: {complaint}";
            }
        }
        heal(true);
        return AtTheEnd();
    }

    /// <summary>Null when the index holds the last acknowledged commit or the one under way; the history goes on from what it holds.</summary>
    private string? Complaint()
    {
        var found = new Dictionary<string, string[]>();
        if (directory.ListAll().Any(f => f.StartsWith("segments_", StringComparison.Ordinal)))
        {
            using var snapshot = IndexSnapshot.Open(directory);
            found = RandomHistory.Read(snapshot);
        }
        if (!RandomHistory.Same(found, history.Committed) && !(history.Committing is { } next && RandomHistory.Same(found, next)))
            return $"{found.Count} documents were found, {history.Committed.Count} were committed";
        history.Reopened(found);
        return null;
    }

    private string? AtTheEnd()
    {
        using (IndexWriter.Open(directory, RandomHistory.Options with { HeldBytes = heldBytes }))
        {
            // A writer that opens tidies up what could not be removed before.
        }
        if (IndexCheck.Run(directory) is { IsSound: false } check) return check.Findings.Count > 0 ? check.Findings[0].ToString() : "no commit at the end";
        using var end = IndexSnapshot.Open(directory);
        if (!RandomHistory.Same(RandomHistory.Read(end), history.Committed)) return "the last commit does not hold what was committed";
        var needed = end.Commit!.Segments.SelectMany(s => s.Files);
        var left = directory.ListAll().Except(needed).Where(f => f != IndexLock.FileName && CommitReader.GenerationOf(f) != end.Generation).ToList();
        return left.Count > 0 ? "left over: " + string.Join(' ', left) : null;
    }
}
