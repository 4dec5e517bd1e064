using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Containers;

/// <summary>A zip container read under limits: number of entries before its directory is read, inflated bytes in all, ratio for each entry.</summary>
public sealed class CappedZip : IDisposable
{
    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> byName;
    private readonly InflationBudget budget;

    private CappedZip(ZipArchive archive, InflationBudget budget)
    {
        this.archive = archive;
        this.budget = budget;
        byName = new(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in archive.Entries)
        {
            // The first of two entries of one name counts, as office programs have it.
            byName.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        }
    }

    public IReadOnlyCollection<ZipArchiveEntry> Entries => archive.Entries;

    /// <exception cref="DocumentRefusedException">Too many entries, or no readable directory.</exception>
    public static CappedZip Open(string path, ExtractionLimits limits)
    {
        var file = File.OpenRead(path);
        try
        {
            RefuseTooManyEntries(file, limits);
            return new(new(file, ZipArchiveMode.Read, leaveOpen: false), new(limits.InflatedBytes, limits.Ratio));
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException or IOException)
        {
            file.Dispose();
            throw DocumentRefusedException.Corrupt("The file is a damaged zip container: its directory cannot be read.");
        }
        catch (DocumentRefusedException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Looks at the end record before the library builds its list: a million entries cost it hundreds of megabytes.</summary>
    public static void RefuseTooManyEntries(Stream file, ExtractionLimits limits)
    {
        var tail = new byte[(int)Math.Min(file.Length, 66_000)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        file.Position = 0;
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + 22 > tail.Length)
        {
            return;
        }

        // The directory's size bounds the true count, whatever the count field says.
        var count = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
        var size = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 12));
        var zip64 = tail.AsSpan(0, at).LastIndexOf("PK\u0006\u0006"u8);
        var bytes = zip64 >= 0 && zip64 + 48 <= tail.Length ? BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(zip64 + 40)) : size;
        if ((count != ushort.MaxValue && count > limits.Entries) || bytes / 46 > limits.Entries * 8L || bytes < 0)
        {
            throw DocumentRefusedException.TooBig($"The container has more than {limits.Entries:N0} entries.");
        }
    }

    public ZipArchiveEntry? Find(string name) => byName.GetValueOrDefault(name.TrimStart('/'));

    public bool Any(string prefix) => byName.Keys.Any(n => n.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Opens an entry; reading it throws when it inflates beyond the limits.</summary>
    public Stream Open(ZipArchiveEntry entry) => budget.Watch(entry.Open(), entry.CompressedLength);

    /// <summary>The start of an entry as UTF-8 text.</summary>
    public string ReadText(ZipArchiveEntry entry, int maxBytes)
    {
        using var stream = Open(entry);
        var buffer = new byte[(int)Math.Min(maxBytes, Math.Max(entry.Length, 1))];
        var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    public void Dispose() => archive.Dispose();
}
