using System.Buffers;
using KnowledgeBase.Engine.Format.DocValues;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Joins the counted values of one segment after another, each in byte order, in borrowed arrays. For one thread; <see cref="Result"/> ends its use.</summary>
internal sealed class ValueJoin
{
    private Values joined = new(0);
    private Values spare = new(0);

    /// <summary>Adds a segment: a count for each of its values.</summary>
    public void Add(OrdinalTerms terms, ReadOnlySpan<int> more)
    {
        int positive = more.Length - more.Count(0);
        if (positive == 0)
        {
            return;
        }

        var sum = spare.AtLeast(joined.Count + positive);
        int at = 0;
        for (int ordinal = 0; ordinal < more.Length; ordinal++)
        {
            if (more[ordinal] == 0)
            {
                continue;
            }

            var value = TermBytes.Shared(terms.Shared(ordinal));
            int order = -1;
            while (at < joined.Count && (order = joined.Terms[at].CompareTo(value)) < 0)
            {
                sum.Add(joined.Terms[at], joined.Counts[at]);
                at++;
            }

            bool both = at < joined.Count && order == 0;
            sum.Add(value, more[ordinal] + (both ? joined.Counts[at++] : 0));
        }

        for (; at < joined.Count; at++)
        {
            sum.Add(joined.Terms[at], joined.Counts[at]);
        }

        spare = joined;
        joined = sum;
    }

    public ValueCounts Result()
    {
        var result = new ValueCounts(joined.Terms.AsSpan(0, joined.Count), joined.Counts.AsSpan(0, joined.Count));
        joined.Return();
        spare.Return();
        return result;
    }

    private sealed class Values(int most)
    {
        public TermBytes[] Terms { get; private set; } = most == 0 ? [] : ArrayPool<TermBytes>.Shared.Rent(most);

        public long[] Counts { get; private set; } = most == 0 ? [] : ArrayPool<long>.Shared.Rent(most);

        public int Count { get; private set; }

        /// <summary>Empty, with room for so many: itself or another in its place.</summary>
        public Values AtLeast(int wanted)
        {
            if (Math.Min(Terms.Length, Counts.Length) < wanted)
            {
                Return();
                return new Values(wanted);
            }

            Count = 0;
            return this;
        }

        public void Add(TermBytes value, long count)
        {
            Terms[Count] = value;
            Counts[Count++] = count;
        }

        public void Return()
        {
            if (Terms.Length > 0)
            {
                ArrayPool<TermBytes>.Shared.Return(Terms, clearArray: true);
                ArrayPool<long>.Shared.Return(Counts);
            }
        }
    }
}
