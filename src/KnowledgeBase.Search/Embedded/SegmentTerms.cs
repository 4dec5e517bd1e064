using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Search.Embedded;

/// <summary>
/// Where terms stand in a segment, remembered: a query asks for each of its many forms again and again (to weigh it, to match it, to score pages), and most of
/// them stand in no segment at all. Segments never change, so what is remembered stays true as long as they are open.
/// </summary>
internal static class SegmentTerms
{
    /// <summary>Terms remembered of one segment; then it begins anew.</summary>
    private const int MostKept = 4096;

    private static readonly ConditionalWeakTable<SegmentReader, Known> Segments = [];

    /// <summary>Looks a term of a field up; false when the segment does not have it.</summary>
    public static bool TryFind(SegmentReader segment, string field, string term, out TermState state) =>
        Segments.GetValue(segment, static s => new Known(s)).TryFind(field, term, out state);

    private sealed class Known(SegmentReader segment)
    {
        private readonly ConcurrentDictionary<(string Field, string Term), TermState> _states = new();
        private int _kept;

        public bool TryFind(string field, string term, out TermState state)
        {
            if (!_states.TryGetValue((field, term), out state))
            {
                if (segment.Terms(field) is { } terms)
                {
                    terms.TryFind(Encoding.UTF8.GetBytes(term), out state);
                }

                if (Interlocked.Increment(ref _kept) > MostKept)
                {
                    _states.Clear();
                    Volatile.Write(ref _kept, 0);
                }

                _states[(field, term)] = state;
            }

            return state.DocFreq > 0;
        }
    }
}
