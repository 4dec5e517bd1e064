using KnowledgeBase.Catalogue.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeBase.Catalogue;

/// <summary>The durable queue that the pipeline works through.</summary>
public sealed partial class DocumentCatalogue
{
    /// <summary>Hands out the most urgent jobs that are due, at most <paramref name="most"/>; the same job is not handed out twice.</summary>
    public IReadOnlyList<Job> TakeJobs(JobStage stage, int most, JobPriority least = JobPriority.Background) => Write(c =>
    {
        var now = Now;
        var due = c.Jobs
            .Where(j => j.Stage == stage && (j.State == JobState.Waiting || j.State == JobState.Failed) && j.NextTry <= now && j.Priority >= (int)least)
            .OrderByDescending(j => j.Priority).ThenBy(j => j.Created).ThenBy(j => j.DocumentId)
            .Take(most).ToList();
        foreach (var job in due)
        {
            job.State = JobState.Running;
            job.Attempts++;
        }

        return (IReadOnlyList<Job>)due.ConvertAll(j => new Job(j.DocumentId, j.Stage, (JobPriority)j.Priority, j.Attempts));
    });

    /// <summary>When the next job falls due; null when none waits.</summary>
    public DateTimeOffset? NextDue(JobStage stage) => Read(c => c.Jobs
        .Where(j => j.Stage == stage && (j.State == JobState.Waiting || j.State == JobState.Failed))
        .OrderBy(j => j.NextTry).Select(j => (DateTimeOffset?)j.NextTry).FirstOrDefault());

    /// <summary>
    /// Ends the reading of a document: keeps what it gave, proposes record fields nobody vouches for, and queues the
    /// document for the index, all at once. A withdrawn or erased document is left alone.
    /// </summary>
    /// <returns>False when the document was withdrawn or erased.</returns>
    public bool RecordReading(string id, Reading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var proposed = RecordRules.Check(reading.Tags is { } tags ? reading.Proposed.Over(Proposed(tags)) : reading.Proposed);
        return Write(c =>
        {
            if (c.Documents.Find(id) is not { State: not DocumentState.Withdrawn } document)
            {
                return false;
            }

            var now = Now;
            var job = c.Jobs.Find(id, JobStage.Read);
            var taken = document.Read(reading, Total(reading.Pages));
            if (taken)
            {
                c.Files.Where(f => f.DocumentId == id && f.Role == "original")
                    .ExecuteUpdate(s => s.SetProperty(f => f.Format, reading.Format).SetProperty(f => f.MediaType, reading.MediaType));
                ReplaceAccount(c, id, reading);
                Apply(c, document, proposed, Authority.Machine, "reading", now);
                SetConcepts(c, id, reading.Tags?.Concepts ?? []);
                document.Touch("reading", now);
                Queue(c, id, JobStage.Index, (JobPriority)(job?.Priority ?? 0), now);
            }

            if (reading.Result is not DocumentState.Failed)
            {
                Remove(c, job);
            }
            else if (job is not null)
            {
                job.State = reading.TryAgain is null ? JobState.Parked : JobState.Failed;
                job.NextTry = reading.TryAgain ?? job.NextTry;
                job.Reason = reading.Reason;
            }

            return true;
        });
    }

    /// <summary>Puts a job back for a fault of ours (disk full, index busy): tried again at that time, or parked.</summary>
    /// <param name="id">The document.</param>
    /// <param name="stage">Of which job.</param>
    /// <param name="reason">A sentence.</param>
    /// <param name="tryAgain">Null: not before somebody asks.</param>
    /// <param name="counts">False when this attempt is not to count.</param>
    public void Postpone(string id, JobStage stage, string reason, DateTimeOffset? tryAgain, bool counts = true) => Write(c =>
    {
        if (c.Jobs.Find(id, stage) is { } job)
        {
            job.State = tryAgain is null ? JobState.Parked : JobState.Failed;
            job.NextTry = tryAgain ?? job.NextTry;
            job.Reason = reason;
            job.Attempts -= counts ? 0 : 1;
        }
    });

    /// <summary>Gives a job up, until a person asks for the document again: cancelled, or failed for the last time.</summary>
    public void Park(string id, JobStage stage, string reason) => Write(c =>
    {
        if (c.Documents.Find(id) is { State: not DocumentState.Withdrawn } document && c.Jobs.Find(id, stage) is { } job)
        {
            (job.State, job.Reason) = (JobState.Parked, reason);
            document.GiveUp(reason);
            document.Touch("reading", Now);
        }
    });

    /// <summary>Gives a job back unharmed, as when the program is stopping.</summary>
    public void GiveBack(string id, JobStage stage) => Write(c =>
    {
        if (c.Jobs.Find(id, stage) is { State: JobState.Running } job)
        {
            job.State = JobState.Waiting;
            job.Attempts--;
        }
    });

    /// <summary>
    /// The index holds these revisions durably. Documents that changed meanwhile stay queued.
    /// </summary>
    /// <param name="done">Id and the revision that was written; revision 0: it was removed from the index.</param>
    public void IndexingDone(IReadOnlyList<(string Id, long Revision)> done) => Write(c =>
    {
        foreach (var (id, revision) in done)
        {
            var document = c.Documents.Find(id);
            var job = c.Jobs.Find(id, JobStage.Index);
            if (document is null || (revision == 0 ? !document.BelongsInIndex : document.Revision == revision))
            {
                document?.BecomeSearchable();
                Remove(c, job);
            }
            else if (job is { State: JobState.Running })
            {
                job.State = JobState.Waiting;
            }
        }
    });

    /// <summary>Reads documents again: all, or those whose id is given.</summary>
    /// <returns>How many were queued.</returns>
    public int ReadAgain(IReadOnlyCollection<string>? ids = null, JobPriority priority = JobPriority.Background) => Write(c =>
    {
        var now = Now;
        var documents = c.Documents.Where(d => d.State != DocumentState.Withdrawn && (ids == null || ids.Contains(d.Id))).ToList();
        foreach (var document in documents)
        {
            document.AwaitReading();
            Queue(c, document.Id, JobStage.Read, priority, now);
        }

        return documents.Count;
    });

    /// <summary>
    /// Documents whose next reading would differ: a tool that read them, or failed to, is not the one that is here now, or
    /// a part they lack is installed.
    /// </summary>
    /// <param name="isOutdated">Of the tools that read a document, as its reading named them.</param>
    /// <param name="parts">Optional parts that are installed.</param>
    public IReadOnlyList<string> Outdated(Func<string, bool> isOutdated, IReadOnlySet<string> parts) => Read(c =>
    {
        var tools = c.Documents.Select(d => d.Tool).Distinct().AsEnumerable().Where(isOutdated).ToList();
        return (IReadOnlyList<string>)c.Documents
            .Where(d => d.State != DocumentState.Withdrawn && (tools.Contains(d.Tool) || parts.Contains(d.MissingPart)))
            .Select(d => d.Id).ToList();
    });

    /// <summary>How much was taken out of a document, and out of what was in it, down to the last.</summary>
    public (long Count, long Bytes) Inside(string id) => Read(c =>
    {
        var all = new HashSet<string>(StringComparer.Ordinal) { id };
        var (count, bytes) = (0L, 0L);
        for (List<string> level = [id]; level.Count > 0;)
        {
            var next = (
                from d in c.Documents
                join f in c.Files on d.Id equals f.DocumentId
                where d.ParentId != null && level.Contains(d.ParentId)
                select new { d.Id, f.Size }).ToList();
            next.RemoveAll(n => !all.Add(n.Id));
            count += next.Count;
            bytes += next.Sum(n => n.Size);
            level = next.ConvertAll(n => n.Id);
        }

        return (count, bytes);
    });

    /// <summary>Queues documents that waited for a part which is there now.</summary>
    /// <returns>How many were queued.</returns>
    public int PartInstalled(string part) =>
        ReadAgain(Read(c => c.Documents.Where(d => d.MissingPart == part && d.State != DocumentState.Withdrawn).Select(d => d.Id).ToList()));

    /// <summary>Brings these documents into the index again, whatever the index holds.</summary>
    public void IndexAgain(IReadOnlyCollection<string> ids)
    {
        if (ids is { Count: > 0 })
        {
            Write(c =>
            {
                var now = Now;
                foreach (var id in ids)
                {
                    if (c.Documents.Any(d => d.Id == id))
                    {
                        Queue(c, id, JobStage.Index, JobPriority.Background, now);
                    }
                }
            });
        }
    }

    /// <summary>Everything that failed, was refused, waits for a part or is parked is queued to be read again.</summary>
    /// <returns>How many were queued.</returns>
    public int ReadAllUnreadAgain(JobPriority priority) => ReadAgain(
        Read(c => c.Documents
            .Where(d => d.State == DocumentState.Failed || d.State == DocumentState.Refused || d.State == DocumentState.Waiting
                || c.Jobs.Any(j => j.DocumentId == d.Id && (j.State == JobState.Parked || j.State == JobState.Failed)))
            .Select(d => d.Id).ToList()),
        priority);

    /// <summary>What waits, failed, was refused or is parked: first what somebody can do something about, then what is on its way, the latest first.</summary>
    public IReadOnlyList<QueueEntry> Unfinished(DocumentVisibility sees, DocumentState? state = null, int skip = 0, int take = 100) => Read(c => (
        from d in Visible(c, sees)
        where state == null
            ? d.State != DocumentState.Indexed || c.Jobs.Any(j => j.DocumentId == d.Id && (j.State == JobState.Failed || j.State == JobState.Parked))
            : d.State == state
        orderby d.State == DocumentState.Received, d.Changed descending, d.Id
        let job = c.Jobs.Where(j => j.DocumentId == d.Id).OrderBy(j => j.Stage).FirstOrDefault()
        let name = (from f in c.Files join s in c.Sources on f.Sha256 equals s.Sha256 where f.DocumentId == d.Id orderby s.Id select s.Name).FirstOrDefault()
        select new QueueEntry(d.Id, d.Title, name ?? "", d.State, job == null ? null : job.Stage, job == null ? null : job.State,
            job == null ? 0 : job.Attempts, job == null ? null : job.NextTry, job != null && job.Reason != "" ? job.Reason : d.Reason))
        .Skip(skip).Take(take).ToList());

    /// <summary>Documents whose state in the index is about to change.</summary>
    public IReadOnlySet<string> QueuedForIndex() =>
        Read(c => c.Jobs.Where(j => j.Stage == JobStage.Index).Select(j => j.DocumentId).ToHashSet(StringComparer.Ordinal));

    /// <summary>Documents that will be read, sooner or later, without anybody asking.</summary>
    public IReadOnlySet<string> QueuedToBeRead() =>
        Read(c => c.Jobs.Where(j => j.Stage == JobStage.Read && j.State != JobState.Parked).Select(j => j.DocumentId).ToHashSet(StringComparer.Ordinal));

    /// <summary>State and reason of a document without its record; null when unknown.</summary>
    public (DocumentState State, string Reason)? StateOf(string id) => Read(c => c.Documents
        .Where(d => d.Id == id).Select(d => new { d.State, d.Reason }).SingleOrDefault()) is { } found ? (found.State, found.Reason) : null;

    /// <summary>True while searches do not follow the document's last change yet.</summary>
    public bool AwaitsIndex(string id) => Read(c => c.Jobs.Any(j => j.DocumentId == id && j.Stage == JobStage.Index));

    /// <summary>Queues a job, or makes the one there is due, at least as urgent, and unburdened by past failures.</summary>
    private static void Queue(CatalogueContext c, string id, JobStage stage, JobPriority priority, DateTimeOffset now)
    {
        if (c.Jobs.Find(id, stage) is { } job)
        {
            job.Priority = Math.Max(job.Priority, (int)priority);
            if (job.State is not JobState.Running)
            {
                (job.State, job.Attempts, job.NextTry, job.Reason) = (JobState.Waiting, 0, now, "");
            }
        }
        else
        {
            c.Jobs.Add(new JobRow
            {
                DocumentId = id,
                Stage = stage,
                State = JobState.Waiting,
                Priority = (int)priority,
                Attempts = 0,
                Created = now,
                NextTry = now,
                Reason = "",
            });
        }
    }

    private static void Remove(CatalogueContext c, JobRow? job)
    {
        if (job is not null)
        {
            c.Jobs.Remove(job);
        }
    }

    private static void ReplaceAccount(CatalogueContext c, string id, Reading reading)
    {
        c.PageRuns.Where(r => r.DocumentId == id).ExecuteDelete();
        c.PageRuns.AddRange(reading.Pages.Select(r => new PageRunRow
        {
            DocumentId = id,
            First = r.First,
            Last = r.Last,
            Outcome = r.State,
            Language = r.Language,
            Characters = r.Characters,
            Confidence = r.Confidence,
            Reason = r.Reason,
        }));
        c.DocumentLanguages.Where(l => l.DocumentId == id).ExecuteDelete();
        c.DocumentLanguages.AddRange(reading.Pages
            .Where(r => r.State is PageState.Text or PageState.Ocr && r.Language != "und")
            .GroupBy(r => r.Language, StringComparer.Ordinal)
            .Select(g => new DocumentLanguageRow { DocumentId = id, Language = g.Key, Pages = g.Sum(Length) }));
        c.Bands.Where(b => b.DocumentId == id).ExecuteDelete();
        if (reading.Fingerprint is { } fingerprint)
        {
            c.Bands.AddRange(Fingerprints.Bands(fingerprint).Select(b => new BandRow { Band = b.Band, Bits = b.Bits, DocumentId = id }));
        }
    }

    private static PageTotals Total(IReadOnlyList<PageRun> pages)
    {
        int Of(PageState state) => pages.Where(p => p.State == state).Sum(Length);
        var sure = pages.Where(p => p.Confidence is not null).ToList();
        return new PageTotals(
            pages.Sum(Length),
            Of(PageState.Text),
            Of(PageState.Ocr),
            Of(PageState.Empty),
            Of(PageState.Failed),
            sure.Count == 0 ? null : sure.Sum(p => p.Confidence!.Value * Length(p)) / sure.Sum(Length),
            pages.Sum(p => p.Characters));
    }

    private static int Length(PageRun run) => run.Last - run.First + 1;
}
