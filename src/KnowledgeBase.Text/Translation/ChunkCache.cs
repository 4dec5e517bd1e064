using System.Collections.Concurrent;

namespace KnowledgeBase.Text.Translation;

/// <summary>Unpacked pieces of dictionaries, together never more than so many: what memory all dictionaries' texts take.</summary>
internal static class ChunkCache
{
    /// <summary>A piece is at most 64 KiB: 32 MiB in all.</summary>
    private const int MostKept = 512;

    private static readonly ConcurrentDictionary<(DictzipFile File, int Number), byte[]> Kept = new();

    public static byte[] Get(DictzipFile file, int number, Func<int, byte[]> unpack)
    {
        if (Kept.TryGetValue((file, number), out var chunk))
        {
            return chunk;
        }

        chunk = unpack(number);
        if (Kept.Count >= MostKept)
        {
            Kept.Clear();
        }

        return Kept[(file, number)] = chunk;
    }
}
