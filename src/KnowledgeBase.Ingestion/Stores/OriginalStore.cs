using System.Buffers;
using System.Security.Cryptography;

namespace KnowledgeBase.Ingestion.Stores;

/// <summary>A file larger than the archive takes; nothing of it was kept.</summary>
public sealed class TooBigException(long limit) : Exception(
    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The file is larger than {limit / (1024 * 1024)} MiB, the most this archive takes."));

/// <summary>A file that was received into the scratch folder, on the disk but not yet in the store.</summary>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Kind">By the first bytes.</param>
/// <param name="Path">Where it lies; gone when disposed.</param>
public sealed record IncomingFile(string Sha256, long Size, FileKind Kind, string Path) : IDisposable
{
    public void Dispose() => File.Delete(Path);
}

/// <summary>
/// The files as they were received, each once, named by the SHA-256 of its bytes: <c>ab/cd/abcd…</c>.
/// Never rewritten; removed only when a document is erased. After one failed sync nothing is accepted any more:
/// the disk cannot be trusted until somebody looked at it.
/// </summary>
public sealed class OriginalStore(DataDirectory directory)
{
    private volatile IOException? broken;

    public string PathOf(string sha256) => Path.Combine(directory.Originals, sha256[..2], sha256[2..4], sha256);

    public bool Holds(string sha256) => File.Exists(PathOf(sha256));

    /// <summary>Takes a stream in, as far as the scratch folder; <see cref="Keep"/> makes it an original.</summary>
    /// <exception cref="TooBigException">More than <paramref name="limit"/> bytes came.</exception>
    /// <exception cref="IOException">The disk is full or failing; nothing was kept.</exception>
    public async Task<IncomingFile> ReceiveAsync(Stream content, long limit, CancellationToken cancellation)
    {
        RefuseIfBroken();
        var path = Path.Combine(directory.Work, Path.GetRandomFileName());
        try
        {
            return await WriteAsync(content, path, limit, cancellation).ConfigureAwait(false);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Moves a received file into the store. When this returns, its bytes survive a power cut.</summary>
    public void Keep(IncomingFile incoming)
    {
        RefuseIfBroken();
        var target = PathOf(incoming.Sha256);
        if (File.Exists(target))
        {
            return;
        }

        File.WriteAllBytes(Path.Combine(directory.Intents, $"{incoming.Sha256}.{Path.GetFileName(incoming.Path)}"), []);
        Trust(() =>
        {
            DurableFiles.MakeFolder(Path.GetDirectoryName(target)!);
            DurableFiles.Move(incoming.Path, target);
        });
    }

    /// <summary>Says beforehand, durably, that these originals are about to lose their document.</summary>
    internal void Disown(IEnumerable<string> hashes)
    {
        foreach (var sha256 in hashes)
        {
            File.WriteAllBytes(Path.Combine(directory.Intents, sha256 + ".erased"), []);
        }

        DurableFiles.SyncFolder(directory.Intents);
    }

    /// <summary>Says that a document owns this original now; before that, a crash lets it disappear at the next start.</summary>
    public void Owned(string sha256)
    {
        foreach (var intent in Directory.EnumerateFiles(directory.Intents, sha256 + ".*"))
        {
            File.Delete(intent);
        }
    }

    /// <summary>Originals that were moved into place and, because the process ended, may have no owner.</summary>
    internal IEnumerable<string> Unowned() =>
        Directory.EnumerateFiles(directory.Intents).Select(i => Path.GetFileName(i).Split('.')[0]).Distinct(StringComparer.Ordinal);

    /// <summary>Removes an original for good.</summary>
    public void Remove(string sha256) => DurableFiles.Remove(PathOf(sha256));

    /// <summary>The hashes of all files in the store.</summary>
    public IEnumerable<string> All() =>
        Directory.EnumerateFiles(directory.Originals, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f));

    /// <summary>True when the file's bytes still have the hash it is named by.</summary>
    public async Task<bool> IsSoundAsync(string sha256, CancellationToken cancellation)
    {
        using var file = File.OpenRead(PathOf(sha256));
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false)) == sha256;
    }

    private async Task<IncomingFile> WriteAsync(Stream content, string path, long limit, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        var start = new byte[FileKind.Enough];
        var size = 0L;
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (await content.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var read)
            {
                if (size < start.Length)
                {
                    buffer.AsSpan(0, (int)Math.Min(read, start.Length - size)).CopyTo(start.AsSpan((int)size));
                }

                size += read;
                if (size > limit)
                {
                    throw new TooBigException(limit);
                }

                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            }

            Trust(() => DurableFiles.Sync(file.SafeFileHandle, path));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        var kind = FileKind.Of(start.AsSpan(0, (int)Math.Min(size, start.Length)));
        return new IncomingFile(Convert.ToHexStringLower(hash.GetHashAndReset()), size, kind, path);
    }

    private void RefuseIfBroken()
    {
        if (broken is { } fault)
        {
            throw new IOException($"No files are accepted since the disk reported an error: {fault.Message}", fault);
        }
    }

    private void Trust(Action sync)
    {
        try
        {
            sync();
        }
        catch (IOException fault)
        {
            broken = fault;
            throw;
        }
    }
}
