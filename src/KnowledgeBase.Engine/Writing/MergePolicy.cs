namespace KnowledgeBase.Engine.Writing;

/// <summary>A segment as the merge policy sees it.</summary>
/// <param name="Name">The segment's name.</param>
/// <param name="Bytes">Size of its files.</param>
/// <param name="Documents">Documents, deleted ones included.</param>
/// <param name="Deleted">Deleted documents.</param>
public readonly record struct MergeCandidate(string Name, long Bytes, int Documents, int Deleted)
{
    /// <summary>Size without the share of the deleted documents.</summary>
    public long Size => Documents == 0 ? 0 : (long)(Bytes * (1 - Deleted / (double)Documents));
}

/// <summary>
/// Chooses what to merge as Java's TieredMergePolicy does: segments of about equal size together, those with many
/// deleted documents first, nothing beyond a largest size.
/// </summary>
public sealed record MergePolicy
{
    public int MergeAtOnce { get; init; } = 10;

    public int SegmentsPerTier { get; init; } = 10;

    public int MergeAtOnceExplicit { get; init; } = 30;

    /// <summary>Smaller segments count as this size, so that a tail of tiny ones does not stay.</summary>
    public long FloorBytes { get; init; } = 2L << 20;

    public long MaxMergedBytes { get; init; } = 5L << 30;

    /// <summary>Share of deleted documents, in percent, that the index may carry before merges are made to be rid of them.</summary>
    public double DeletesPercentAllowed { get; init; } = 33;

    /// <summary>Share of deleted documents, in percent, above which expunging rewrites a segment.</summary>
    public double ExpungeDeletesPercent { get; init; } = 10;

    /// <summary>Merges that are due, each a list of segment names in no order. Segments in <paramref name="merging"/> are left alone.</summary>
    public IReadOnlyList<IReadOnlyList<string>> FindMerges(IReadOnlyList<MergeCandidate> segments, IReadOnlySet<string> merging)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(merging);
        var sorted = segments.OrderByDescending(s => s.Size).ThenBy(s => s.Name, StringComparer.Ordinal).ToList();
        var allDocs = sorted.Sum(s => (long)s.Documents);
        var allDeleted = sorted.Sum(s => (long)s.Deleted);
        var tooManyDeletes = allDeleted > allDocs * DeletesPercentAllowed / 100;
        var tooLargeRunning = segments.Any(s => merging.Contains(s.Name) && s.Size > MaxMergedBytes / 2);
        sorted.RemoveAll(s => merging.Contains(s.Name)
            || (s.Size > MaxMergedBytes / 2 && !(tooManyDeletes && s.Deleted > s.Documents * DeletesPercentAllowed / 100)));
        if (sorted.Count == 0) return [];
        var eligibleDeleted = sorted.Sum(s => (long)s.Deleted);
        var allowedDeleted = DeletesPercentAllowed * allDocs / 100 - (allDeleted - eligibleDeleted);
        var allowed = AllowedSegments(sorted);
        var merges = new List<IReadOnlyList<string>>();
        while (sorted.Count > allowed || eligibleDeleted > allowedDeleted)
        {
            var best = BestCandidate(sorted, tooLargeRunning, out var tooLarge);
            if (best == null) break;
            tooLargeRunning |= tooLarge;
            merges.Add(best.ConvertAll(s => s.Name));
            sorted.RemoveAll(best.Contains);
            eligibleDeleted -= best.Sum(s => (long)s.Deleted);
        }
        return merges;
    }

    private double AllowedSegments(List<MergeCandidate> sorted)
    {
        var level = (double)Math.Max(FloorBytes, sorted[^1].Size);
        var left = (double)sorted.Sum(s => s.Bytes);
        var allowed = 0.0;
        while (left / level >= SegmentsPerTier && level < MaxMergedBytes)
        {
            allowed += SegmentsPerTier;
            left -= SegmentsPerTier * level;
            level = Math.Min(MaxMergedBytes, MergeAtOnce * level);
        }
        return Math.Max(allowed + Math.Ceiling(left / level), SegmentsPerTier);
    }

    private List<MergeCandidate>? BestCandidate(List<MergeCandidate> sorted, bool tooLargeRunning, out bool bestTooLarge)
    {
        List<MergeCandidate>? best = null;
        var bestScore = double.MaxValue;
        bestTooLarge = false;
        for (var start = 0; start < sorted.Count; start++)
        {
            var candidate = new List<MergeCandidate>();
            long after = 0;
            var tooLarge = false;
            for (var i = start; i < sorted.Count && candidate.Count < MergeAtOnce; i++)
            {
                if (after + sorted[i].Size > MaxMergedBytes)
                {
                    tooLarge = true;
                    if (candidate.Count > 0) continue;
                }
                candidate.Add(sorted[i]);
                after += sorted[i].Size;
            }
            if (candidate.Count == 1 && candidate[0].Deleted == 0) continue;
            if (best != null && !tooLarge && candidate.Count < MergeAtOnce) break;
            if (tooLarge && tooLargeRunning) continue;
            var score = Score(candidate, tooLarge);
            if (score >= bestScore) continue;
            (best, bestScore, bestTooLarge) = (candidate, score, tooLarge);
        }
        return best;
    }

    private double Score(List<MergeCandidate> candidate, bool tooLarge)
    {
        double before = 0, after = 0, floored = 0;
        foreach (var s in candidate)
        {
            before += s.Bytes;
            after += s.Size;
            floored += Math.Max(FloorBytes, s.Size);
        }
        var skew = tooLarge ? 1.0 / MergeAtOnce : Math.Max(FloorBytes, candidate[0].Size) / floored;
        return skew * Math.Pow(after, 0.05) * Math.Pow(after / Math.Max(1, before), 2);
    }
}
