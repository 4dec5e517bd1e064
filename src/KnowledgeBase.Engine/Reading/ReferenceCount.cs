namespace KnowledgeBase.Engine.Reading;

/// <summary>How many users keep something open; begins with one, its maker. Once at zero it never rises again.</summary>
internal sealed class ReferenceCount
{
    private int count = 1;

    /// <summary>One more user; false when the last one is gone already.</summary>
    public bool TryTake()
    {
        int now = Volatile.Read(ref count);
        while (now > 0)
        {
            int seen = Interlocked.CompareExchange(ref count, now + 1, now);
            if (seen == now)
            {
                return true;
            }

            now = seen;
        }

        return false;
    }

    /// <summary>One user less; true for the last one, who then closes.</summary>
    public bool GiveBack() => Interlocked.Decrement(ref count) == 0;
}
