using System.Diagnostics;
using System.Globalization;
using System.Text;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Cli.Lucene;

/// <summary>
/// <c>kb lucene bench index CORPUS DIR [THREADS]</c> and <c>bench merge DIR</c>: how fast an index is made of lines
/// "id TAB lang TAB year TAB title TAB body" (words in lower case, parted by spaces; forms of one word parted by bars), perhaps followed by "TAB column=value;…",
/// and how fast it is merged into one segment.
/// The line printed is that of the Java program it is compared with.
/// </summary>
public static class BenchIndex
{
    /// <summary>Exit code 0, or 3 for wrong use.</summary>
    public static int Index(string[] args, TextWriter output, TextWriter errors)
    {
        var threads = 1;
        if (args.Length is < 2 or > 3 || (args.Length == 3 && !int.TryParse(args[2], CultureInfo.InvariantCulture, out threads)))
        {
            errors.WriteLine("usage: kb lucene bench index CORPUS DIR [THREADS]");
            return 3;
        }
        var clock = Clock.Start();
        long documents = 0;
        using (var directory = new FileSystemDirectory(args[1]))
        {
            using var lines = new StreamReader(args[0], Encoding.UTF8, false, 1 << 20);
            using var writer = IndexWriter.Open(directory, new IndexWriterOptions { BackgroundMerges = threads > 1 });
            var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() => Interlocked.Add(ref documents, Add(lines, writer)))).ToList();
            workers.ForEach(w => w.Start());
            workers.ForEach(w => w.Join());
            writer.WaitForMerges();
            writer.Commit();
        }
        Report(output, "index", threads, documents, clock, args[1], new FileInfo(args[0]).Length);
        return 0;
    }

    /// <summary>Exit code 0, or 3 for wrong use.</summary>
    public static int Merge(string[] args, TextWriter output, TextWriter errors)
    {
        if (args.Length != 1)
        {
            errors.WriteLine("usage: kb lucene bench merge DIR");
            return 3;
        }
        var clock = Clock.Start();
        using (var directory = new FileSystemDirectory(args[0]))
        {
            using var writer = IndexWriter.Open(directory, new IndexWriterOptions { BackgroundMerges = false, OpenMode = OpenMode.Append });
            writer.ForceMerge(1);
            writer.Commit();
        }
        Report(output, "forcemerge", 1, 0, clock, args[0], 0);
        return 0;
    }

    private static long Add(StreamReader lines, IndexWriter writer)
    {
        var document = new IndexDocument();
        var batch = new List<string>(200);
        var bytes = new byte[1 << 16];
        long count = 0;
        while (true)
        {
            batch.Clear();
            lock (lines)
                while (batch.Count < 200 && lines.ReadLine() is { } line) batch.Add(line);
            if (batch.Count == 0) return count;
            foreach (var line in batch)
            {
                Fill(document, line, ref bytes);
                writer.AddDocument(document);
                count++;
            }
        }
    }

    private static void Fill(IndexDocument document, string line, ref byte[] bytes)
    {
        var fields = line.Split('\t');
        var year = int.Parse(fields[2], CultureInfo.InvariantCulture);
        document.Clear();
        document.AddStored("id", fields[0]);
        document.AddStored("title", fields[3]);
        document.AddKeyword("lang", fields[1]);
        document.AddPoint("year", year);
        document.AddNumericDocValue("year", year);
        document.BeginText("body", TextOptions.Default);
        if (bytes.Length < fields[4].Length * 3) bytes = new byte[fields[4].Length * 3];
        var body = bytes.AsSpan(0, Encoding.UTF8.GetBytes(fields[4], bytes));
        var increment = 1;
        while (!body.IsEmpty)
        {
            var end = body.IndexOfAny((byte)' ', (byte)'|');
            if (end < 0) end = body.Length;
            if (end > 0) document.AddToken(body[..end], increment);
            increment = end < body.Length && body[end] == '|' ? 0 : 1;
            body = body[Math.Min(end + 1, body.Length)..];
        }
        foreach (var column in fields.Length > 5 ? fields[5].Split(';') : [])
        {
            var equal = column.IndexOf('=', StringComparison.Ordinal);
            document.AddSortedSet(column[..equal], column[(equal + 1)..]);
        }
    }

    private readonly record struct Clock(long Wall, TimeSpan Processor)
    {
        public static Clock Start() => new(Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
    }

    private static void Report(TextWriter output, string what, int threads, long documents, Clock start, string folder, long corpusBytes)
    {
        var wall = Stopwatch.GetElapsedTime(start.Wall).TotalSeconds;
        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - start.Processor).TotalSeconds;
        using var directory = new FileSystemDirectory(folder);
        var size = directory.ListAll().Sum(directory.Length);
        using var snapshot = IndexSnapshot.Open(directory);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"INDEX\tkb\t{what}\t{threads}\t{documents}\t{wall:F2}\t{cpu:F2}\t{corpusBytes}\t{size}\t{snapshot.Segments.Count}\t{Process.GetCurrentProcess().PeakWorkingSet64 / 1024}"));
    }
}
