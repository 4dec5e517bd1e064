using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion;

namespace KnowledgeBase.Web.Documents;

/// <summary>Changes to records in the visitor's name. A change is answered when searches follow it, or after a short while.</summary>
public sealed class RecordDesk(DocumentCatalogue catalogue, IngestionService ingestion, Visit visit, TimeProvider clock)
{
    // Long enough for one commit of the index behind a full queue, short enough for a person who waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(25);

    /// <summary>Sets fields as confirmed by the visitor.</summary>
    /// <exception cref="CatalogueException">Not found, withdrawn, changed meanwhile, or an impossible value.</exception>
    public async Task<DocumentRecord> ChangeAsync(string id, RecordChange change, long? expectedRevision, CancellationToken cancellation)
    {
        var record = catalogue.Edit(id, change, visit.KeyName!, expectedRevision);
        await IndexFollowsAsync(id, cancellation);
        return record;
    }

    /// <summary>Takes the document out of the archive.</summary>
    /// <exception cref="CatalogueException">Not found or already withdrawn.</exception>
    public async Task WithdrawAsync(string id, string why, CancellationToken cancellation)
    {
        catalogue.Withdraw(id, visit.KeyName!, why);
        await IndexFollowsAsync(id, cancellation);
    }

    private async Task IndexFollowsAsync(string id, CancellationToken cancellation)
    {
        ingestion.Wake();
        var until = clock.GetUtcNow() + Patience;
        while (catalogue.AwaitsIndex(id) && clock.GetUtcNow() < until) await Task.Delay(Glance, clock, cancellation);
    }
}
