namespace KnowledgeBase.Search.Matching;

/// <summary>A document that may be shown.</summary>
/// <param name="Segment">Which segment it is in.</param>
/// <param name="Doc">Its number there.</param>
/// <param name="Whole">Whether it holds all the words.</param>
/// <param name="Tier">Those of a higher tier come first, whatever their key.</param>
/// <param name="Key">What they are ordered by within the tier, highest first.</param>
/// <param name="Score">How well it answers.</param>
internal readonly record struct Candidate(int Segment, int Doc, bool Whole, int Tier, double Key, double Score) : IComparable<Candidate>
{
    /// <summary>The tier of documents that have what was asked for by its name.</summary>
    public const int Named = 2;

    /// <summary>The better is the smaller; equal ones stand as they were added.</summary>
    public int CompareTo(Candidate other)
    {
        var order = other.Tier.CompareTo(Tier);
        order = order != 0 ? order : other.Key.CompareTo(Key);
        order = order != 0 ? order : Segment.CompareTo(other.Segment);
        return order != 0 ? order : Doc.CompareTo(other.Doc);
    }
}

/// <summary>The best candidates seen so far.</summary>
internal sealed class Candidates(int most)
{
    private readonly PriorityQueue<Candidate, Candidate> _queue = new(Comparer<Candidate>.Create((a, b) => b.CompareTo(a)));

    public void Add(in Candidate candidate)
    {
        if (_queue.Count < most)
        {
            _queue.Enqueue(candidate, candidate);
        }
        else if (most > 0 && candidate.CompareTo(_queue.Peek()) < 0)
        {
            _queue.DequeueEnqueue(candidate, candidate);
        }
    }

    public List<Candidate> Best()
    {
        var best = _queue.UnorderedItems.Select(i => i.Element).ToList();
        best.Sort();
        return best;
    }
}
