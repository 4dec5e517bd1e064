using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Commits;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Checking;

/// <summary>One thing that is wrong with an index.</summary>
/// <param name="Segment">The segment; empty when the commit itself is damaged.</param>
/// <param name="Part">Which part: the file, or the kind of data and the field.</param>
/// <param name="Message">What is wrong.</param>
public sealed record Finding(string Segment, string Part, string Message);

/// <summary>What a check found.</summary>
/// <param name="HasCommit">Whether there is a commit that can be read.</param>
/// <param name="Segments">Number of segments.</param>
/// <param name="MaxDoc">Documents, deleted ones included.</param>
/// <param name="Deleted">Deleted documents.</param>
/// <param name="Findings">Everything that is wrong; empty for a sound index.</param>
/// <param name="LostDocuments">Live documents in damaged segments.</param>
public sealed record CheckResult(bool HasCommit, int Segments, long MaxDoc, long Deleted, IReadOnlyList<Finding> Findings, long LostDocuments)
{
    public bool IsSound => HasCommit && Findings.Count == 0;

    public int DamagedSegments => Findings.Select(f => f.Segment).Distinct().Count();
}

/// <summary>
/// Verifies an index: every checksum, and then what the bytes mean. Statistics are recomputed, orders and bounds checked, and
/// the impacts that searches rely on to leave documents out are compared with the real frequencies and lengths.
/// Changes nothing and takes no lock.
/// </summary>
public static class IndexCheck
{
    public static CheckResult Run(IndexDirectory directory, CancellationToken cancelled = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        CommitPoint? commit;
        try
        {
            commit = CommitReader.ReadNewest(directory);
        }
        catch (IOException e)
        {
            return new CheckResult(false, 0, 0, 0, [new Finding("", "commit", e.Message)], 0);
        }
        if (commit == null) return new CheckResult(false, 0, 0, 0, [], 0);
        var findings = new List<Finding>();
        long lost = 0;
        foreach (var segment in commit.Segments)
        {
            var before = findings.Count;
            CheckSegment(directory, segment, findings, cancelled);
            if (findings.Count > before) lost += segment.Info.MaxDoc - segment.DeleteCount;
        }
        return new CheckResult(true, commit.Segments.Count, commit.Segments.Sum(s => (long)s.Info.MaxDoc), commit.Segments.Sum(s => (long)s.DeleteCount), findings, lost);
    }

    private static void CheckSegment(IndexDirectory directory, SegmentCommitInfo segment, List<Finding> findings, CancellationToken cancelled)
    {
        var log = new FindingLog(segment.Info.Name, findings, cancelled);
        SegmentReader? reader = null;
        log.Try("opening", () => reader = SegmentReader.Open(directory, segment));
        if (reader == null) return;
        try
        {
            foreach (var (name, file) in reader.Files) log.Try(name, () => Envelope.VerifyChecksum(file, cancelled));
            foreach (var file in segment.Files.Where(f => !reader.Files.ContainsKey(f)))
                log.Try(file, () => Envelope.VerifyChecksum(directory, file, cancelled));
            if (log.Any) return;
            foreach (var field in reader.Fields)
            {
                log.Try($"norms of {field.Name}", () => NormsCheck.Run(reader, field));
                log.Try($"postings of {field.Name}", () => PostingsCheck.Run(reader, field, cancelled));
                log.Try($"column of {field.Name}", () => ColumnCheck.Run(reader, field));
                log.Try($"points of {field.Name}", () => PointsCheck.Run(reader, field));
            }
            log.Try("stored fields", () => StoredCheck.Run(reader, cancelled));
        }
        finally
        {
            reader.Release();
        }
    }
}

/// <summary>Gathers what the checks of one segment throw.</summary>
internal sealed class FindingLog(string segment, List<Finding> findings, CancellationToken cancelled)
{
    public bool Any { get; private set; }

    public void Try(string part, Action check)
    {
        cancelled.ThrowIfCancellationRequested();
        try
        {
            check();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A check that breaks down over the bytes has found damage just as one that names it.
            Any = true;
            findings.Add(new Finding(segment, part, e.Message));
        }
    }
}
