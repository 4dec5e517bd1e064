using System.Collections;
using System.Diagnostics.CodeAnalysis;
using KnowledgeBase.Engine.Format.DocValues;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Values with their numbers of hits, in byte order of the values. Never changed.</summary>
internal sealed class ValueCounts : IReadOnlyDictionary<TermBytes, long>
{
    private readonly TermBytes[] values;
    private readonly long[] counts;

    private ValueCounts(int most)
    {
        values = most == 0 ? [] : new TermBytes[most];
        counts = most == 0 ? [] : new long[most];
    }

    public static ValueCounts Empty { get; } = new(0);

    public int Count { get; private set; }

    public IEnumerable<TermBytes> Keys => Count == values.Length ? values : values.Take(Count);

    public IEnumerable<long> Values => Count == counts.Length ? counts : counts.Take(Count);

    public long this[TermBytes key] => TryGetValue(key, out long count) ? count : throw new KeyNotFoundException($"no hit has the value {key}");

    /// <summary>These and those of a segment: a count for each of its values, which are sorted too.</summary>
    public ValueCounts With(OrdinalTerms terms, ReadOnlySpan<int> more)
    {
        int positive = more.Length - more.Count(0);
        if (positive == 0)
        {
            return this;
        }

        var sum = new ValueCounts(Count + positive);
        int at = 0;
        for (int ordinal = 0; ordinal < more.Length; ordinal++)
        {
            if (more[ordinal] == 0)
            {
                continue;
            }

            var value = TermBytes.Shared(terms.Shared(ordinal));
            int order = -1;
            while (at < Count && (order = values[at].CompareTo(value)) < 0)
            {
                sum.Add(values[at], counts[at]);
                at++;
            }

            bool both = at < Count && order == 0;
            sum.Add(value, more[ordinal] + (both ? counts[at++] : 0));
        }

        for (; at < Count; at++)
        {
            sum.Add(values[at], counts[at]);
        }

        return sum;
    }

    public bool ContainsKey(TermBytes key) => TryGetValue(key, out _);

    public bool TryGetValue(TermBytes key, [MaybeNullWhen(false)] out long value)
    {
        int at = Array.BinarySearch(values, 0, Count, key);
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

    private void Add(TermBytes value, long count)
    {
        values[Count] = value;
        counts[Count++] = count;
    }
}
