using KnowledgeBase.Catalogue.Storage;

namespace KnowledgeBase.Catalogue;

/// <summary>Taking documents in.</summary>
public sealed partial class DocumentCatalogue
{
    /// <summary>
    /// Notes a file that lies safely in the store: a new document with a job to read it, or a new source of a document
    /// that is held already. Metadata that came along describes either. Doing it again changes nothing.
    /// </summary>
    /// <exception cref="CatalogueException">A value of the metadata is not one the record can hold; nothing was noted.</exception>
    public Receipt Receive(Arrival arrival)
    {
        ArgumentNullException.ThrowIfNull(arrival);
        var metadata = RecordRules.Check(arrival.Metadata);
        arrival = arrival with { Collection = RecordRules.CollectionName(metadata.Collection.IsSet ? metadata.Collection.Value : arrival.Collection) };
        return Write(c =>
        {
            var now = Now;
            NeedCollection(c, arrival.Collection, now);
            if (c.Files.Find(arrival.Sha256) is not { } file)
            {
                var document = Document.Receive(FreeId(c), arrival, now);
                c.Documents.Add(document);
                c.Files.Add(new FileRow
                {
                    Sha256 = arrival.Sha256,
                    DocumentId = document.Id,
                    Role = "original",
                    Size = arrival.Size,
                    MediaType = arrival.MediaType,
                    Format = arrival.Format,
                    Added = now,
                });
                AddSource(c, arrival, now);
                Apply(c, document, metadata, Authority.Supplied, arrival.By, now);
                Queue(c, document.Id, JobStage.Read, arrival.Priority, now);
                return new Receipt(document.Id, ReceiptKind.New);
            }

            var held = Need(c, file.DocumentId);
            if (held.State is DocumentState.Withdrawn)
            {
                return new Receipt(held.Id, ReceiptKind.Withdrawn);
            }

            AddSource(c, arrival, now);
            if (Apply(c, held, metadata, Authority.Supplied, arrival.By, now))
            {
                held.Touch(arrival.By, now);
                Queue(c, held.Id, JobStage.Index, arrival.Priority, now);
            }

            // Somebody waits now for what was so far one of many.
            if (c.Jobs.Find(held.Id, JobStage.Read) is { State: JobState.Waiting } job && job.Priority < (int)arrival.Priority)
            {
                job.Priority = (int)arrival.Priority;
            }

            return new Receipt(held.Id, ReceiptKind.Duplicate);
        });
    }

    private static void AddSource(CatalogueContext c, Arrival arrival, DateTimeOffset now)
    {
        var known = c.Sources.Any(s => s.Sha256 == arrival.Sha256 && s.Name == arrival.Name
            && s.Collection == arrival.Collection && s.ParentId == arrival.ParentId);
        if (!known)
        {
            c.Sources.Add(new SourceRow
            {
                Sha256 = arrival.Sha256,
                Name = arrival.Name,
                Collection = arrival.Collection,
                ParentId = arrival.ParentId,
                Received = now,
                ReceivedBy = arrival.By,
            });
        }
    }

    private static void NeedCollection(CatalogueContext c, string name, DateTimeOffset now)
    {
        if (c.Collections.Find(name) is null)
        {
            c.Collections.Add(new CollectionRow { Name = name, Added = now });
        }
    }

    private static string FreeId(CatalogueContext c)
    {
        while (true)
        {
            var id = DocumentId.Create();
            if (c.Documents.Find(id) is null && c.Erasures.Find(id) is null)
            {
                return id;
            }
        }
    }
}
