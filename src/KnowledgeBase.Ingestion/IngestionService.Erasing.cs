using KnowledgeBase.Catalogue;

namespace KnowledgeBase.Ingestion;

/// <summary>Removing a document with every trace.</summary>
public sealed partial class IngestionService
{
    /// <summary>
    /// Removes a document, and what was found only inside it, from originals, texts, index and catalogue. Only the id is
    /// remembered, so that an older backup, once restored, is erased again. Cut short before the catalogue let go, nothing
    /// was erased; after that, the next start finishes it.
    /// </summary>
    /// <returns>The ids erased.</returns>
    /// <exception cref="CatalogueException">There is no such document.</exception>
    public async Task<IReadOnlyList<string>> EraseAsync(string id, CancellationToken cancellation = default)
    {
        var plan = catalogue.PlanErasure(id);
        await EraseAsync(plan, cancellation).ConfigureAwait(false);
        return [.. plan.Select(e => e.Id)];
    }

    private async Task EraseAsync(IReadOnlyList<Erased> plan, CancellationToken cancellation)
    {
        var hashes = plan.SelectMany(e => e.Sha256).ToList();
        await feeder.Gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            feeder.Mend();
            originals.Disown(hashes);
            directory.Erasing = true;
            foreach (var erased in plan)
            {
                index.Remove(erased.Id);
            }

            index.Commit();
            index.Expunge();
            lock (receiver.Owning)
            {
                catalogue.Erase([.. plan.Select(e => e.Id)]);
                foreach (var sha256 in hashes)
                {
                    originals.Remove(sha256);
                    texts.Remove(sha256);
                    originals.Owned(sha256);
                }
            }

            foreach (var trace in hashes.SelectMany(h => Directory.EnumerateFiles(directory.Work, h + "*", SearchOption.AllDirectories)).ToList())
            {
                File.Delete(trace);
            }

            catalogue.Compact();
            directory.Erasing = false;
        }
        finally
        {
            feeder.Gate.Release();
        }
    }
}
