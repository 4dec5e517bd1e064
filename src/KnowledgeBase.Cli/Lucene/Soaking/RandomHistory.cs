using System.Globalization;
using System.Text;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Cli.Lucene.Soaking;

/// <summary>
/// A random life of an index (adds, updates, deletes, flushes, merges, commits) beside a naive model of it: a list of
/// documents, each an id and words. Says what the index must hold at any moment.
/// </summary>
public sealed class RandomHistory(int seed)
{
    private readonly Random random = new(seed);
    private readonly IndexDocument document = new();
    private int nextId;

    /// <summary>What was done so far: id to words.</summary>
    public Dictionary<string, string[]> Now { get; private set; } = [];

    /// <summary>What the last acknowledged commit holds.</summary>
    public Dictionary<string, string[]> Committed { get; private set; } = [];

    /// <summary>What a commit under way would hold; null outside of one.</summary>
    public Dictionary<string, string[]>? Committing { get; private set; }

    /// <summary>Small segments, merged often. They go to the disk at once, which makes the most calls that can fail.</summary>
    public static IndexWriterOptions Options => new() { HeldBytes = 0, BufferDocuments = 7, BackgroundMerges = false, MergePolicy = new MergePolicy { SegmentsPerTier = 3, MergeAtOnce = 3 } };

    /// <summary>Goes back to what the last commit holds, as a writer does that is opened anew.</summary>
    public void Reopened(Dictionary<string, string[]> found)
    {
        Committing = null;
        Committed = found;
        Now = new(found);
    }

    /// <summary>Does one random thing to the writer and to the model.</summary>
    public void Step(IndexWriter writer)
    {
        switch (random.Next(20))
        {
            case < 9:
                Add(writer);
                break;
            case < 13:
                var id = Existing();
                Fill(id, out var changed);
                writer.UpdateDocument("id", Encoding.UTF8.GetBytes(id), document);
                Now[id] = changed;
                break;
            case < 15:
                var gone = Existing();
                writer.DeleteDocuments("id", Encoding.UTF8.GetBytes(gone));
                Now.Remove(gone);
                break;
            case 15:
                var word = Word();
                if (random.Next(2) == 0) writer.DeleteDocuments("body", Encoding.UTF8.GetBytes(word));
                else writer.DeleteDocuments(new TermQuery("body", word));
                foreach (var (key, own) in Now.ToArray())
                    if (own.Contains(word)) Now.Remove(key);
                break;
            case 16: writer.Flush(); break;
            case 17:
                if (random.Next(4) == 0) writer.ForceMerge(1 + random.Next(3));
                else if (random.Next(3) == 0) writer.ExpungeDeletes();
                break;
            default: Commit(writer); break;
        }
    }

    /// <summary>Adds a new document.</summary>
    public void Add(IndexWriter writer)
    {
        var id = "d" + nextId++.ToString(CultureInfo.InvariantCulture);
        Fill(id, out var words);
        writer.AddDocument(document);
        Now[id] = words;
    }

    public void Commit(IndexWriter writer)
    {
        Committing = new(Now);
        writer.Commit(new Dictionary<string, string> { ["documents"] = Now.Count.ToString(CultureInfo.InvariantCulture) });
        Committed = Committing;
        Committing = null;
    }

    /// <summary>The documents of a snapshot, after checking that its postings, columns and norms agree with its stored words.</summary>
    /// <exception cref="InvalidDataException">They do not.</exception>
    public static Dictionary<string, string[]> Read(IndexSnapshot snapshot)
    {
        var found = new Dictionary<string, string[]>();
        foreach (var (reader, _, _) in snapshot.Segments)
        {
            var postings = Postings(reader);
            for (var d = 0; d < reader.MaxDoc; d++)
            {
                if (reader.LiveDocs is { } live && !live.IsLive(d)) continue;
                var stored = reader.Stored(d);
                var id = stored.Single(f => f.Field.Name == "id").Text;
                var words = stored.Single(f => f.Field.Name == "words").Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (!found.TryAdd(id, words)) throw new InvalidDataException($"document {id} is there twice");
                if (!postings[d].SequenceEqual(words)) throw new InvalidDataException($"document {id} has the postings {string.Join(' ', postings[d])} and the words {string.Join(' ', words)}");
                if (reader.Numeric("length") is not { } column || !column.TryGet(d, out var length) || length != words.Length)
                    throw new InvalidDataException($"document {id} has a wrong value in its column");
            }
        }
        return found;
    }

    public static bool Same(Dictionary<string, string[]> a, Dictionary<string, string[]> b) =>
        a.Count == b.Count && a.All(e => b.TryGetValue(e.Key, out var words) && words.SequenceEqual(e.Value));

    private static string[][] Postings(SegmentReader reader)
    {
        var words = new SortedDictionary<int, string>[reader.MaxDoc];
        for (var d = 0; d < words.Length; d++) words[d] = [];
        if (reader.Terms("body") is { } terms)
        {
            var cursor = terms.Cursor();
            var postings = reader.Postings(terms.Field);
            while (cursor.Next())
            {
                postings.Reset(cursor.State, true);
                for (var d = postings.Next(); d != PostingsCursor.End; d = postings.Next())
                    foreach (var position in postings.Positions()) words[d].Add(position, Encoding.UTF8.GetString(cursor.Term));
            }
        }
        return Array.ConvertAll(words, w => w.Values.ToArray());
    }

    private string Existing() => Now.Count == 0 || random.Next(20) == 0 ? "none" : Now.Keys.ElementAt(random.Next(Now.Count));

    private string Word() => "w" + (random.Next(30) * random.Next(30)).ToString(CultureInfo.InvariantCulture);

    private void Fill(string id, out string[] words)
    {
        words = Enumerable.Range(0, random.Next(12)).Select(_ => Word()).ToArray();
        Fill(document, id, words);
    }

    /// <summary>A document as <see cref="Read"/> expects it.</summary>
    public static void Fill(IndexDocument document, string id, string[] words)
    {
        document.Clear();
        document.AddKeyword("id", id);
        document.AddStored("id", id);
        document.AddStored("words", string.Join(' ', words));
        document.BeginText("body", TextOptions.Default);
        foreach (var word in words) document.AddToken(Encoding.UTF8.GetBytes(word));
        document.AddNumericDocValue("length", words.Length);
        document.AddSortedDocValue("first", words.FirstOrDefault("-"));
        foreach (var word in words.Distinct()) document.AddSortedSet("set", word);
        document.AddPoint("length", words.Length);
    }
}
