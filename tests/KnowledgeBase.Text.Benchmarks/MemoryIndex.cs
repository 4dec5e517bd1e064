namespace KnowledgeBase.Text.Benchmarks;

/// <summary>Texts in memory, ranked by BM25; a group of terms counts as one word.</summary>
internal sealed class MemoryIndex
{
    private const double K1 = 1.2;
    private const double B = 0.75;

    private readonly Dictionary<string, List<(int Document, int Position)>> _occurrences = new(StringComparer.Ordinal);
    private readonly List<int> _lengths = [];

    internal int Add()
    {
        _lengths.Add(0);
        return _lengths.Count - 1;
    }

    internal void Add(int document, string term, int position)
    {
        if (!_occurrences.TryGetValue(term, out var list))
        {
            _occurrences[term] = list = [];
        }

        list.Add((document, position));
        _lengths[document] = Math.Max(_lengths[document], position + 1);
    }

    /// <summary>Scores of all documents.</summary>
    internal double[] Search(IEnumerable<IReadOnlyList<string>> groups)
    {
        var scores = new double[_lengths.Count];
        var average = _lengths.Average();
        foreach (var group in groups)
        {
            var frequencies = new Dictionary<int, int>();
            var seen = new HashSet<(int, int)>();
            foreach (var term in group)
            {
                foreach (var occurrence in _occurrences.GetValueOrDefault(term) ?? [])
                {
                    if (group.Count == 1 || seen.Add(occurrence))
                    {
                        frequencies[occurrence.Document] = frequencies.GetValueOrDefault(occurrence.Document) + 1;
                    }
                }
            }

            var weight = Math.Log(1 + ((_lengths.Count - frequencies.Count + 0.5) / (frequencies.Count + 0.5)));
            foreach (var (document, frequency) in frequencies)
            {
                scores[document] += weight * frequency / (frequency + (K1 * (1 - B + (B * _lengths[document] / average))));
            }
        }

        return scores;
    }
}
