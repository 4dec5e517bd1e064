using KnowledgeBase.Catalogue;

namespace KnowledgeBase.Ingestion;

/// <summary>Something in the archive that is not as it should be.</summary>
/// <param name="Kind">catalogue, original-missing, original-damaged, original-orphan, text-missing, text-orphan, index-missing, index-stale, index-foreign.</param>
/// <param name="Id">Document id or hash; empty when it concerns the whole.</param>
/// <param name="Message">What is wrong and what mends it.</param>
public sealed record CheckFinding(string Kind, string Id, string Message);

/// <summary>Comparing files, catalogue and index.</summary>
public sealed partial class IngestionService
{
    /// <summary>Compares files, catalogue and index; empty when all agree. What is on its way is not held against anyone.</summary>
    /// <param name="hashes">Also read every original and compare its bytes with its name; slow.</param>
    /// <param name="cancellation">Ends the check.</param>
    public async Task<IReadOnlyList<CheckFinding>> CheckAsync(bool hashes, CancellationToken cancellation = default)
    {
        var findings = new List<CheckFinding>();
        findings.AddRange(catalogue.CheckFile().Select(f => new CheckFinding("catalogue", "", $"The catalogue's file is damaged ({f}): restore a backup.")));

        Dictionary<string, string> onDisk;
        IReadOnlyDictionary<string, string> known;
        lock (receiver.Owning)
        {
            known = catalogue.Originals();
            onDisk = originals.All().ToDictionary(h => h, h => h, StringComparer.Ordinal);
        }

        foreach (var (sha256, id) in known)
        {
            if (!onDisk.ContainsKey(sha256))
            {
                findings.Add(new CheckFinding("original-missing", id, $"The original {sha256} is missing: restore it from a backup."));
            }
            else if (hashes && !await originals.IsSoundAsync(sha256, cancellation).ConfigureAwait(false))
            {
                findings.Add(new CheckFinding("original-damaged", id, $"The original {sha256} has changed on the disk: restore it from a backup."));
            }
        }

        findings.AddRange(onDisk.Keys.Where(h => !known.ContainsKey(h)).Select(h =>
            new CheckFinding("original-orphan", h, $"The file originals/{h[..2]}/{h[2..4]}/{h} belongs to no document: it was never acknowledged and can be deleted.")));
        findings.AddRange(texts.All().Where(h => !known.ContainsKey(h)).Select(h =>
            new CheckFinding("text-orphan", h, $"The text of {h} belongs to no document and can be deleted.")));

        // Texts of an older form are no loss: they are queued to be read again.
        await renewing.WaitAsync(cancellation).ConfigureAwait(false);
        CompareIndex(findings);
        return findings;
    }

    private void CompareIndex(List<CheckFinding> findings)
    {
        // In this order, for work goes on: what the catalogue calls searchable and then has in no queue must by then be in the index.
        var searchable = catalogue.Searchable();
        var toBeRead = catalogue.QueuedToBeRead();
        var queued = catalogue.QueuedForIndex();
        var held = index.Ids();
        foreach (var (id, revision) in searchable)
        {
            if (queued.Contains(id) || catalogue.FindForIndex(id) is not { } record || record.Revision != revision)
            {
                continue;
            }

            if (!toBeRead.Contains(id) && !texts.Holds(record.Files[0].Sha256))
            {
                findings.Add(new CheckFinding("text-missing", id, "The text is missing or damaged: kb reextract reads the original again."));
            }

            if (!held.TryGetValue(id, out var inIndex))
            {
                findings.Add(new CheckFinding("index-missing", id, "The search index lacks the document: kb reindex."));
            }
            else if (inIndex < revision)
            {
                findings.Add(new CheckFinding("index-stale", id, "The search index holds an older state of the document: kb reindex."));
            }
        }

        var foreign = held.Keys.Where(id => !queued.Contains(id) && catalogue.FindForIndex(id) is null).ToList();
        if (foreign.Count > 0)
        {
            // Taken out in this moment, it is on its way out, or gone by now.
            var leaving = catalogue.QueuedForIndex();
            var left = index.Ids();
            findings.AddRange(foreign.Where(id => !leaving.Contains(id) && left.ContainsKey(id)).Select(id =>
                new CheckFinding("index-foreign", id, "The search index holds a document that it should not: kb reindex.")));
        }
    }
}
