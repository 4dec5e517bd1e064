using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Values with their numbers of hits, in byte order of the values. Never changed.</summary>
internal sealed class ValueCounts : IReadOnlyDictionary<TermBytes, long>
{
    private readonly TermBytes[] values;
    private readonly long[] counts;

    public ValueCounts(ReadOnlySpan<TermBytes> values, ReadOnlySpan<long> counts)
    {
        this.values = values.ToArray();
        this.counts = counts.ToArray();
    }

    public int Count => values.Length;

    public IEnumerable<TermBytes> Keys => values;

    public IEnumerable<long> Values => counts;

    public long this[TermBytes key] => TryGetValue(key, out long count) ? count : throw new KeyNotFoundException($"no hit has the value {key}");

    public bool ContainsKey(TermBytes key) => TryGetValue(key, out _);

    public bool TryGetValue(TermBytes key, [MaybeNullWhen(false)] out long value)
    {
        int at = Array.BinarySearch(values, key);
        value = at < 0 ? 0 : counts[at];
        return at >= 0;
    }

    public IEnumerator<KeyValuePair<TermBytes, long>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return new(values[i], counts[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
