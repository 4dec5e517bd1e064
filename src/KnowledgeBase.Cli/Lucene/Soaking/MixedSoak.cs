using System.Globalization;
using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Format.Commits;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Cli.Lucene.Soaking;

/// <summary>
/// <c>kb soak mixed [--minutes N] [--seed N] [--steps N] [--readers N] [--replacers N] [--pause MS]</c>: a writer with merges in the background, beside it
/// threads that replace the same documents again and again, and readers that open commits and are handed snapshots of what is not committed yet. Each view
/// must be of one moment and agree with itself, and hold every replaced document exactly once; at the end no file is left over, no file is open, and the
/// memory in use is what it was. The pause, in milliseconds, is what each thread waits between its steps, so that a long run leaves the machine to others.
/// </summary>
public static class MixedSoak
{
    private const int MostDocuments = 1500;
    private const int Replaced = 50;

    /// <summary>Exit code 0 when all went well, 1 when a view was torn or something leaked, 3 for wrong use.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (SoakArguments.Parse(args, errors, "mixed", ("steps", 20_000), ("readers", 3), ("replacers", 1), ("pause", 0)) is not { } options) return 3;
        var work = Directory.CreateTempSubdirectory("mixed");
        try
        {
            var filesBefore = OpenFiles(work.FullName);
            var life = new Life(work.FullName, options);
            var complaint = life.Run();
            complaint ??= OpenFiles(work.FullName) > filesBefore ? "files of the index are still open" : null;
            if (complaint != null)
            {
                errors.WriteLine(complaint);
                return 1;
            }
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"SOAK mixed steps={life.Steps} replaced={life.Replacements} views={life.Views} commits={life.Commits} torn=0 leftover=0 open=0 heapEarlyKB={life.EarlyHeap / 1024} heapLateKB={life.LateHeap / 1024}"));
            return 0;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static int OpenFiles(string folder)
    {
        // Mapped files count as well: they keep removed files on the disk.
        var mapped = File.ReadLines("/proc/self/maps").Count(l => l.Contains(folder, StringComparison.Ordinal));
        return mapped + Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(f => new FileInfo(f).LinkTarget?.StartsWith(folder, StringComparison.Ordinal) == true);
    }

    private sealed class Life(string folder, SoakArguments options)
    {
        private readonly FileSystemDirectory directory = new(Path.Combine(folder, "index"));
        private readonly RandomHistory history = new(options["seed"]);
        private readonly object handing = new();
        private (IndexSnapshot View, Dictionary<string, string[]> Holds)? offered;
        private readonly ManualResetEvent ended = new(false);
        private volatile string? complaint;
        private int views;
        private int replacements;

        public int Steps { get; private set; }

        public int Commits { get; private set; }

        public int Views => views;

        public int Replacements => replacements;

        public long EarlyHeap { get; private set; }

        public long LateHeap { get; private set; }

        public string? Run()
        {
            var readers = Enumerable.Range(0, Math.Max(1, options["readers"])).Select(i => new Thread(() => Guard(() => ReadOn(i)))).ToList();
            using (var writer = IndexWriter.Open(directory, RandomHistory.Options with { BackgroundMerges = true, BufferDocuments = 40, HeldBytes = 1 << 20 }))
            {
                var document = new IndexDocument();
                for (var i = 0; i < Replaced; i++) Replace(writer, document, i, 0);
                history.Commit(writer);
                readers.AddRange(Enumerable.Range(0, options["replacers"]).Select(i => new Thread(() => Guard(() => ReplaceOn(writer, i)))));
                readers.ForEach(r => r.Start());
                Guard(() => WriteOn(writer));
                ended.Set();
                readers.ForEach(r => r.Join());
                offered?.View.Dispose();
                if (complaint == null)
                {
                    writer.WaitForMerges();
                    history.Commit(writer);
                }
            }
            LateHeap = GC.GetTotalMemory(forceFullCollection: true);
            return complaint ?? AtTheEnd();
        }

        private void WriteOn(IndexWriter writer)
        {
            var last = history.Committed;
            for (; complaint == null && options.GoesOn(Steps, "steps"); Steps++)
            {
                history.Step(writer);
                if (!ReferenceEquals(last, history.Committed)) Commits++;
                last = history.Committed;
                if (history.Now.Count > MostDocuments)
                {
                    foreach (var id in history.Now.Keys.Take(MostDocuments / 2).ToList())
                    {
                        writer.DeleteDocuments("id", System.Text.Encoding.UTF8.GetBytes(id));
                        history.Now.Remove(id);
                    }
                }
                if (Steps % 40 == 0) Offer(writer);
                Pause();
                if (Steps == 4000) EarlyHeap = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        private void ReplaceOn(IndexWriter writer, int replacer)
        {
            var random = new Random(options["seed"] + replacer);
            var document = new IndexDocument();
            while (!Pause() && complaint == null)
            {
                Replace(writer, document, random.Next(Replaced), Interlocked.Increment(ref replacements));
            }
        }

        private static void Replace(IndexWriter writer, IndexDocument document, int number, int time)
        {
            var id = "x" + number.ToString(CultureInfo.InvariantCulture);
            RandomHistory.Fill(document, id, ["other", "t" + (time % 7).ToString(CultureInfo.InvariantCulture)]);
            writer.UpdateDocument("id", System.Text.Encoding.UTF8.GetBytes(id), document);
        }

        /// <summary>True when the end has come.</summary>
        private bool Pause() => ended.WaitOne(options["pause"]);

        private void Offer(IndexWriter writer)
        {
            var view = writer.Snapshot();
            lock (handing)
            {
                offered?.View.Dispose();
                offered = (view, new(history.Now));
            }
        }

        private void ReadOn(int reader)
        {
            for (var round = reader; !Pause() && complaint == null; round++)
            {
                if (round % 2 == 0 && Take() is { } taken)
                {
                    using (taken.View) Look(taken.View, taken.Holds, -1);
                    continue;
                }
                using var view = IndexSnapshot.Open(directory);
                Look(view, null, int.Parse(view.UserData["documents"], CultureInfo.InvariantCulture));
            }
        }

        private (IndexSnapshot View, Dictionary<string, string[]> Holds)? Take()
        {
            lock (handing)
            {
                var taken = offered;
                offered = null;
                return taken;
            }
        }

        private void Look(IndexSnapshot view, Dictionary<string, string[]>? holds, int count)
        {
            var found = Own(view);
            if (holds != null && !RandomHistory.Same(holds, found)) throw new InvalidDataException("a snapshot is not of the moment it was taken");
            if (count >= 0 && found.Count != count) throw new InvalidDataException($"a commit of {count} documents shows {found.Count}");
            var hits = new IndexSearcher(view).Search(new TermQuery("body", "w6"), 10_000, int.MaxValue).TotalHits;
            if (hits != found.Values.Count(w => w.Contains("w6"))) throw new InvalidDataException("a search does not agree with the documents");
            Interlocked.Increment(ref views);
        }

        /// <summary>The documents of the history in a view, which must hold each of the replaced ones beside them.</summary>
        private static Dictionary<string, string[]> Own(IndexSnapshot view)
        {
            var found = RandomHistory.Read(view);
            var replaced = found.Keys.Where(id => id[0] == 'x').ToList();
            if (replaced.Count != Replaced) throw new InvalidDataException($"of {Replaced} documents that are only ever replaced {replaced.Count} are there");
            replaced.ForEach(id => found.Remove(id));
            return found;
        }

        private void Guard(Action work)
        {
            try
            {
                work();
            }
            catch (Exception e)
            {
                complaint ??= e.ToString();
            }
        }

        private string? AtTheEnd()
        {
            if (IndexCheck.Run(directory) is { IsSound: false } check) return check.Findings.Count > 0 ? check.Findings[0].ToString() : "no commit";
            using (var view = IndexSnapshot.Open(directory))
                if (!RandomHistory.Same(Own(view), history.Committed)) return "the last commit does not hold what was committed";
            var commit = CommitReader.ReadNewest(directory)!;
            var left = directory.ListAll().Except(commit.Segments.SelectMany(s => s.Info.Files)).Where(f => f != IndexLock.FileName).ToList();
            // One commit file, and for each segment with deletions one file of them.
            if (left.Count(f => f.StartsWith("segments_", StringComparison.Ordinal)) == 1) left.RemoveAll(f => f.StartsWith("segments_", StringComparison.Ordinal));
            foreach (var segment in commit.Segments.Where(s => s.DeleteGeneration >= 0))
                if (left.Where(f => f.StartsWith(segment.Info.Name + "_", StringComparison.Ordinal) && f.EndsWith(".liv", StringComparison.Ordinal)).ToList() is [var own]) left.Remove(own);
            if (left.Count > 0) return "left over: " + string.Join(' ', left);
            return EarlyHeap > 0 && LateHeap > 2 * EarlyHeap ? $"memory grew from {EarlyHeap} to {LateHeap} bytes" : null;
        }
    }
}
