using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion.Stores;

namespace KnowledgeBase.Ingestion;

/// <summary>A backup that cannot be restored; the archive is as it was.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// All of an archive in one file: a POSIX tar of <c>catalogue.db</c>, <c>originals/…</c>, <c>texts/…</c> and <c>vocabularies/…</c>, and at its end
/// <c>SHA256SUMS</c>, which proves that it is whole. The index is left out: it is made again.
/// </summary>
public static class ArchiveBackup
{
    private const string Sums = "SHA256SUMS";

    /// <summary>Writes a backup while the archive is in use. The file appears under its name only when it is whole.</summary>
    public static async Task WriteAsync(DataDirectory directory, DocumentCatalogue catalogue, string file, CancellationToken cancellation)
    {
        var target = Path.GetFullPath(file);
        var part = target + ".part";
        var scratch = directory.NewScratch();
        try
        {
            var copy = Path.Combine(scratch, "catalogue.db");
            catalogue.CopyTo(copy);
            var sums = new StringBuilder();
            using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
                {
                    await AddAsync(tar, copy, "catalogue.db", sums, cancellation).ConfigureAwait(false);
                    foreach (var folder in new[] { directory.Originals, directory.Texts, directory.Vocabularies }.Where(Directory.Exists))
                    {
                        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                        {
                            await AddAsync(tar, path, Path.GetRelativePath(directory.Root, path), sums, cancellation).ConfigureAwait(false);
                        }
                    }

                    var bytes = Encoding.UTF8.GetBytes(sums.ToString());
                    await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, Sums) { DataStream = new MemoryStream(bytes) }, cancellation).ConfigureAwait(false);
                }

                await stream.FlushAsync(cancellation).ConfigureAwait(false);
                DurableFiles.Sync(stream.SafeFileHandle, part);
            }

            DurableFiles.Move(part, target);
        }
        finally
        {
            File.Delete(part);
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>
    /// Puts a backup in the archive's place. Before anything is replaced the backup is unpacked and proven whole; cut
    /// short, either the old archive or the restored one is there. What was erased here since is erased again.
    /// The index is gone afterwards: starting the service builds it.
    /// </summary>
    /// <param name="directory">The data directory; no catalogue may be open in it.</param>
    /// <param name="file">The backup.</param>
    /// <param name="cancellation">Leaves the archive as it was.</param>
    /// <exception cref="BackupException">The file is no backup, incomplete or damaged.</exception>
    public static async Task RestoreAsync(DataDirectory directory, string file, CancellationToken cancellation)
    {
        try
        {
            await UnpackAsync(file, directory.Restored, cancellation).ConfigureAwait(false);
            CarryErasuresOver(directory);
            foreach (var folder in Directory.EnumerateDirectories(directory.Restored, "*", SearchOption.AllDirectories).Append(directory.Restored))
            {
                DurableFiles.SyncFolder(folder);
            }

            directory.AcceptRestored();
        }
        catch (Exception fault) when (fault is EndOfStreamException or InvalidDataException or FormatException or FileNotFoundException or CatalogueException)
        {
            throw new BackupException($"{file} cannot be restored; nothing was changed: {fault.Message}", fault);
        }
    }

    private static async Task AddAsync(TarWriter tar, string path, string name, StringBuilder sums, CancellationToken cancellation)
    {
        FileStream content;
        try
        {
            content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (FileNotFoundException)
        {
            return; // Erased since the folder was listed.
        }

        using (content)
        {
            var sum = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation).ConfigureAwait(false));
            content.Position = 0;
            sums.Append(sum).Append("  ").Append(name.Replace('\\', '/')).Append('\n');
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name.Replace('\\', '/')) { DataStream = content }, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task UnpackAsync(string file, string folder, CancellationToken cancellation)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var part in new[] { "originals", "texts" })
        {
            DurableFiles.MakeFolder(Path.Combine(folder, part));
        }

        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        string? sums = null;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var tar = new TarReader(stream);
        while (await tar.GetNextEntryAsync(copyData: false, cancellation).ConfigureAwait(false) is { } entry)
        {
            if (entry.Name == Sums)
            {
                using var reader = new StreamReader(entry.DataStream ?? Stream.Null);
                sums = await reader.ReadToEndAsync(cancellation).ConfigureAwait(false);
                break;
            }

            found[entry.Name] = await UnpackAsync(entry, folder, cancellation).ConfigureAwait(false);
        }

        var told = sums?.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(l => l[66..], l => l[..64], StringComparer.Ordinal)
            ?? throw new InvalidDataException("its end is missing.");
        if (!found.ContainsKey("catalogue.db") || told.Count != found.Count || told.Any(t => found.GetValueOrDefault(t.Key) != t.Value))
        {
            throw new InvalidDataException("its files do not have the checksums it names.");
        }
    }

    /// <summary>Unpacks one file; only names that a backup has are taken, so that none can point elsewhere.</summary>
    private static async Task<string> UnpackAsync(TarEntry entry, string folder, CancellationToken cancellation)
    {
        var parts = entry.Name.Split('/');
        var wellFormed = entry.EntryType is TarEntryType.RegularFile
            && (entry.Name == "catalogue.db"
                || (parts is ["originals" or "texts", { Length: 2 }, { Length: 2 }, var name] && parts.All(p => p.All(c => char.IsAsciiLetterOrDigit(c) || c == '.'))
                    && !parts.Any(p => p.StartsWith('.')) && name.Length >= 64)
                || (parts is ["vocabularies", _] or ["vocabularies", _, _] && parts.All(p => p.Length > 0 && !p.StartsWith('.'))));
        if (!wellFormed)
        {
            throw new InvalidDataException($"it holds “{entry.Name}”, which is no part of an archive.");
        }

        var path = Path.Combine([folder, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var target = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        await (entry.DataStream ?? Stream.Null).CopyToAsync(target, cancellation).ConfigureAwait(false);
        await target.FlushAsync(cancellation).ConfigureAwait(false);
        DurableFiles.Sync(target.SafeFileHandle, path);
        target.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(target, cancellation).ConfigureAwait(false));
    }

    private static void CarryErasuresOver(DataDirectory directory)
    {
        IReadOnlyDictionary<string, DateTimeOffset> erased = new Dictionary<string, DateTimeOffset>();
        if (File.Exists(directory.CatalogueFile))
        {
            try
            {
                using var present = DocumentCatalogue.Open(directory.CatalogueFile);
                erased = present.Erasures();
            }
            catch (CatalogueException)
            {
                // A damaged catalogue is the very reason to restore; its erasures cannot be known.
                erased = new Dictionary<string, DateTimeOffset>();
            }
        }

        using var restored = DocumentCatalogue.Open(Path.Combine(directory.Restored, "catalogue.db"));
        foreach (var sha256 in restored.StillHeld([.. erased.Keys]).SelectMany(e => e.Sha256))
        {
            foreach (var trace in Directory.EnumerateFiles(directory.Restored, sha256 + "*", SearchOption.AllDirectories).ToList())
            {
                File.Delete(trace);
            }
        }

        restored.Erase([.. erased.Keys]);
        restored.Compact();
    }
}
