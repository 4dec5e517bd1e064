namespace KnowledgeBase.Engine.Storage;

/// <summary>
/// Keeps one object of a kind a thread, for the next who needs one: its buffers have grown to what is needed by then. Whoever takes it owns it until it is
/// given back; what is never given back (an exception) is the garbage collector's.
/// </summary>
internal static class Spare<T>
    where T : class
{
    [ThreadStatic]
    private static T? kept;

    /// <summary>The spare one, or null when it is in use or there never was one.</summary>
    public static T? Take()
    {
        var taken = kept;
        kept = null;
        return taken;
    }

    public static void Give(T item) => kept = item;
}
