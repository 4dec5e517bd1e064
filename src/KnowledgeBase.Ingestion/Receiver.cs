using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion.Stores;

namespace KnowledgeBase.Ingestion;

/// <summary>Takes files in: the bytes first, onto the disk, then the document and its job in one transaction.</summary>
internal sealed class Receiver(DocumentCatalogue catalogue, OriginalStore originals, IngestionOptions options)
{
    /// <summary>Held while an original and its document come or go together, so that erasing never meets half an arrival.</summary>
    public Lock Owning { get; } = new();

    /// <param name="content">The bytes.</param>
    /// <param name="request">What comes with them.</param>
    /// <param name="parent">The document they were found in, with the tally that must allow a file that is new; null for an upload.</param>
    /// <param name="cancellation">Nothing is kept.</param>
    /// <exception cref="InsideLimitException">The tally does not allow it; nothing was kept.</exception>
    public async Task<IngestionReceipt> ReceiveAsync(Stream content, ReceiveRequest request, (string Id, InsideTally Tally)? parent, CancellationToken cancellation)
    {
        var metadata = RecordRules.Check(request.Metadata);
        RecordRules.CollectionName(request.Collection);
        try
        {
            using var incoming = await originals.ReceiveAsync(content, options.MostBytes, cancellation).ConfigureAwait(false);
            if (incoming.Size == 0)
            {
                return new IngestionReceipt(null, request.Name, DocumentStatus.Refused, "The file is empty.");
            }

            lock (Owning)
            {
                var counted = parent is not null && catalogue.FindByHash(incoming.Sha256) is null;
                if (counted && !parent!.Value.Tally.TryTake(incoming.Size))
                {
                    throw new InsideLimitException();
                }

                var receipt = Keep(incoming, request, metadata, parent?.Id, counted ? parent!.Value.Tally : null);
                return receipt.Kind switch
                {
                    ReceiptKind.New => new IngestionReceipt(receipt.Id, request.Name, DocumentStatus.Received, ""),
                    ReceiptKind.Duplicate => new IngestionReceipt(receipt.Id, request.Name, DocumentStatus.Duplicate, ""),
                    _ => new IngestionReceipt(receipt.Id, request.Name, DocumentStatus.Refused, "This very file was withdrawn from the archive; a curator can bring it back."),
                };
            }
        }
        catch (TooBigException fault)
        {
            return new IngestionReceipt(null, request.Name, DocumentStatus.Refused, fault.Message);
        }
    }

    private Receipt Keep(IncomingFile incoming, ReceiveRequest request, RecordChange metadata, string? parentId, InsideTally? counted)
    {
        try
        {
            originals.Keep(incoming);
            var receipt = catalogue.Receive(new Arrival
            {
                Sha256 = incoming.Sha256,
                Size = incoming.Size,
                MediaType = incoming.Kind.MediaType,
                Format = incoming.Kind.Format,
                Name = request.Name,
                Collection = request.Collection,
                By = request.By,
                Visibility = request.Visibility,
                Priority = request.Priority,
                Metadata = metadata,
                ParentId = parentId,
                PathInParent = parentId is null ? null : request.Name,
            });
            originals.Owned(incoming.Sha256);
            return receipt;
        }
        catch
        {
            counted?.GiveBack(incoming.Size);
            throw;
        }
    }
}

/// <summary>More came out of an outermost file than is allowed.</summary>
internal sealed class InsideLimitException : Exception;
