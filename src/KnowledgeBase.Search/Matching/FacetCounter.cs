using System.Text;
using KnowledgeBase.Engine.Format.DocValues;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Search.Matching;

/// <summary>Counts the values of the facets over the documents found, a segment at a time.</summary>
internal sealed class FacetCounter
{
    /// <summary>Values shown of one facet.</summary>
    private const int MaxValues = 200;

    private readonly Dictionary<string, Dictionary<string, long>> _counts = Facets.Shown.ToDictionary(f => f, _ => new Dictionary<string, long>(StringComparer.Ordinal));

    public Segment Begin(SegmentReader segment) => new(this, segment);

    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Counts() => Facets.Shown.ToDictionary(f => f, f => Counts(_counts[f]));

    private static IReadOnlyList<FacetCount> Counts(Dictionary<string, long> counts) =>
        [.. counts.Select(c => (Value: c.Key.Split(IndexSchema.LabelSeparator, 2), Count: c.Value))
            .GroupBy(c => c.Value[0], StringComparer.Ordinal)
            .Select(g => new FacetCount(g.Key, g.MaxBy(c => c.Count).Value[^1], g.Sum(c => c.Count)))
            .OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal).Take(MaxValues)];

    /// <summary>The counts of one segment, by the numbers of its values.</summary>
    internal sealed class Segment
    {
        private readonly FacetCounter _all;
        private readonly List<(string Facet, SortedSetDocValues Column, int[] Counts)> _columns = [];

        public Segment(FacetCounter all, SegmentReader segment)
        {
            _all = all;
            foreach (var facet in Facets.Shown)
            {
                if (segment.SortedSet(IndexSchema.Counted(facet)) is { } column)
                {
                    _columns.Add((facet, column, new int[column.Terms.Count]));
                }
            }
        }

        /// <summary>Counts documents, which come in ascending order.</summary>
        public void Add(ReadOnlySpan<int> docs)
        {
            foreach (var (_, column, counts) in _columns)
            {
                column.Count(docs, counts);
            }
        }

        public void End()
        {
            foreach (var (facet, column, counts) in _columns)
            {
                for (var ordinal = 0; ordinal < counts.Length; ordinal++)
                {
                    if (counts[ordinal] > 0)
                    {
                        var value = Encoding.UTF8.GetString(column.Terms.Get(ordinal));
                        _all._counts[facet][value] = _all._counts[facet].GetValueOrDefault(value) + counts[ordinal];
                    }
                }
            }
        }
    }
}
