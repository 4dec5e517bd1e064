using System.Runtime.InteropServices;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Cli.Lucene.Soaking;

/// <summary>How a failing file system fails.</summary>
public enum Failure
{
    /// <summary>One call answers EIO; those after it work again.</summary>
    Once,

    /// <summary>From one call on all answer EIO.</summary>
    Broken,

    /// <summary>From one call on the disk is full: half of what was to be written is, and then no write, sync, rename or new file succeeds, while removing does.</summary>
    Full,
}

/// <summary>The operating system's calls, of which those that change something are counted and fail from a chosen one on.</summary>
public sealed class FailingCalls : FileCalls
{
    private const int InputOutputError = 5, NoSpace = 28, CreateFlag = 0x40;

    private readonly Failure failure;
    private readonly int failAt;
    private bool halfWritten;

    /// <param name="failure">How to fail.</param>
    /// <param name="failAt">The number of the first call to fail; 0 for none.</param>
    public FailingCalls(Failure failure, int failAt) => (this.failure, this.failAt) = (failure, failAt);

    /// <summary>Calls so far.</summary>
    public int Count { get; private set; }

    /// <summary>The name of the first call that failed; null while none did.</summary>
    public string? Failed { get; private set; }

    /// <summary>While true the calls work, and are not counted.</summary>
    public bool IsHealed { get; set; }

    public override int Open(string path, int flags, int mode) => (flags & CreateFlag) != 0 && Fails("open") ? -1 : base.Open(path, flags, mode);

    public override nint Write(int fd, ReadOnlySpan<byte> bytes)
    {
        if (!Fails("write")) return base.Write(fd, bytes);
        if (failure != Failure.Full || halfWritten || bytes.Length < 2) return -1;
        halfWritten = true;
        return base.Write(fd, bytes[..(bytes.Length / 2)]);
    }

    public override int Close(int fd)
    {
        // The descriptor is gone even when close reports an error.
        var fails = failure != Failure.Full && Fails("close");
        var result = base.Close(fd);
        if (!fails) return result;
        Marshal.SetLastPInvokeError(InputOutputError);
        return -1;
    }

    public override int Sync(int fd) => Fails("fsync") ? -1 : base.Sync(fd);

    public override int Rename(string from, string to) => Fails("rename") ? -1 : base.Rename(from, to);

    public override int Unlink(string path) => failure != Failure.Full && Fails("unlink") ? -1 : base.Unlink(path);

    private bool Fails(string call)
    {
        if (IsHealed) return false;
        Count++;
        if (failAt == 0 || (failure == Failure.Once ? Count != failAt : Count < failAt)) return false;
        Failed ??= call;
        Marshal.SetLastPInvokeError(failure == Failure.Full ? NoSpace : InputOutputError);
        return true;
    }
}
