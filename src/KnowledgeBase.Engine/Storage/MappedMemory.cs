using System.IO.MemoryMappedFiles;

namespace KnowledgeBase.Engine.Storage;

/// <summary>A read-only map of a file, or a pinned copy of bytes; released once.</summary>
internal sealed unsafe class MappedMemory : IDisposable
{
    private readonly MemoryMappedFile? file;
    private readonly MemoryMappedViewAccessor? view;
    private readonly byte[]? pinned;
    private int closed;

    public MappedMemory(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        Length = RandomAccess.GetLength(handle);
        if (Length == 0)
        {
            return; // an empty file cannot be mapped; every access to it is out of bounds anyway
        }

        file = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        view = file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
        byte* pointer = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        Start = pointer + view.PointerOffset;
    }

    public MappedMemory(ReadOnlySpan<byte> bytes)
    {
        pinned = GC.AllocateUninitializedArray<byte>(Math.Max(1, bytes.Length), pinned: true);
        bytes.CopyTo(pinned);
        Length = bytes.Length;
        fixed (byte* p = pinned)
        {
            Start = p; // the array is pinned for good, so the address outlives this block
        }
    }

    public byte* Start { get; }

    public long Length { get; }

    public bool IsClosed => closed != 0;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref closed, 1) != 0)
        {
            return;
        }

        if (view is not null)
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file!.Dispose();
        }

        GC.KeepAlive(pinned);
    }
}
