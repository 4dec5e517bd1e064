using System.Numerics;
using KnowledgeBase.Engine.Format.DocValues;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Search.Matching;

/// <summary>
/// Goes through the index once and gathers the exact total, the facets, the best candidates, the words somebody holds and
/// the documents with unread pages.
/// </summary>
internal sealed class Collector(IndexView view, QueryPlan plan, SearchRequest request, int most)
{
    private readonly Candidates _candidates = new(most);
    private readonly FacetCounter _facets = new();
    private readonly double _weight = plan.Plain.Sum(Weight);
    private readonly bool _byWeight = plan.WordCount > Weights.MostWords;

    // Of several words it is for the pages to say whether they stand together (Searcher).
    private readonly bool _wholeFirst = plan.WordCount <= (request.Order == SearchOrder.Best ? Weights.FewWords : Weights.MostWords);

    public long Total { get; private set; }

    public long Unread { get; private set; }

    /// <summary>The share of the query's weight that a document must hold at least.</summary>
    public double LeastShare { get; init; } = plan.WordCount > Weights.MostWords ? Weights.PartOfLongQuery : Weights.PartOfWeight;

    public List<Candidate> Best() => _candidates.Best();

    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> FacetCounts() => _facets.Counts();

    public void Run(CancellationToken cancellation)
    {
        foreach (var segment in view.Snapshot.Segments)
        {
            var pass = new Pass(this, segment.Reader, segment.Ordinal);
            for (var start = 0; start < segment.Reader.MaxDoc; start += Window.Size)
            {
                cancellation.ThrowIfCancellationRequested();
                pass.Go(new Window(start, Math.Min(start + Window.Size, segment.Reader.MaxDoc)));
            }

            pass.End();
        }
    }

    private static double Weight(PlanNode node) => node is PlanWord { Word.IsLight: false } word ? word.Word.Idf : 0;

    /// <summary>One segment.</summary>
    private sealed class Pass
    {
        private readonly Collector _all;
        private readonly int _ordinal;
        private readonly Matcher _visible;
        private readonly Matcher _filters;
        private readonly Matcher _unread;
        private readonly Matcher[] _plain;
        private readonly Matcher[] _required;
        private readonly Matcher[] _excluded;
        private readonly AnyMatcher? _named;
        private readonly double[] _weights;
        private readonly ulong[][] _held;
        private readonly ulong[] _seen = new ulong[Window.Words];
        private readonly ulong[] _allowed = new ulong[Window.Words];
        private readonly ulong[] _whole = new ulong[Window.Words];
        private readonly ulong[] _some = new ulong[Window.Words];
        private readonly ulong[] _bits = new ulong[Window.Words];
        private readonly ulong[] _name = new ulong[Window.Words];
        private readonly int[] _found;
        private readonly FacetCounter.Segment _facets;
        private readonly NumericDocValues? _order;

        public Pass(Collector all, SegmentReader segment, int ordinal)
        {
            (_all, _ordinal) = (all, ordinal);
            _found = new int[Window.PlacesIn(segment)];
            var factory = new MatcherFactory(segment, all.View);
            _visible = factory.Visible(all.Request.Reader);
            _filters = factory.Filters(all.Request.Filters);
            _unread = factory.Of(new PlanKeywords(IndexSchema.Keyword(Facets.Account), ["unread"]));
            _plain = factory.Of(all.Plan.Plain);
            _required = factory.Of(all.Plan.Required);
            _excluded = factory.Of(all.Plan.Excluded);
            _named = all.Plan.Named.Count > 0 ? new AnyMatcher(factory.Of(all.Plan.Named)) : null;
            _weights = [.. all.Plan.Plain.Select(Weight)];
            _held = [.. _plain.Select(_ => new ulong[Window.Words])];
            _facets = all._facets.Begin(segment);
            _order = all.Request.Order switch
            {
                SearchOrder.YearAscending or SearchOrder.YearDescending => segment.Numeric(IndexSchema.Year),
                SearchOrder.Added => segment.Numeric(IndexSchema.Added),
                _ => all.Plan is { Plain: [], Required: [], Excluded: [] } ? segment.Numeric(IndexSchema.Added) : null,
            };
        }

        public void Go(in Window window)
        {
            _visible.Match(window, _seen);
            _filters.Match(window, _allowed);
            Bits.And(_allowed, _seen);
            _unread.Match(window, _bits);
            Bits.And(_bits, _seen);
            _all.Unread += _bits.Sum(b => BitOperations.PopCount(b));
            foreach (var matcher in _required)
            {
                matcher.Match(window, _bits);
                Bits.And(_allowed, _bits);
            }

            foreach (var matcher in _excluded)
            {
                matcher.Match(window, _bits);
                Bits.AndNot(_allowed, _bits);
            }

            MatchWords(window);
            _named?.Match(window, _name);
            Collect(window);
        }

        public void End() => _facets.End();

        private void MatchWords(in Window window)
        {
            _allowed.CopyTo(_whole, 0);
            Array.Clear(_some);
            for (var i = 0; i < _plain.Length; i++)
            {
                _plain[i].Match(window, _held[i]);
                if (_all.Plan.Plain[i] is PlanWord { Word.IsLight: true })
                {
                    continue;
                }

                Bits.And(_whole, _held[i]);
                Bits.Or(_some, _held[i]);
                if (_all.Plan.Plain[i] is PlanWord { Word: { Seen: false } word })
                {
                    word.Seen = Bits.Overlap(_plain[i] is TranslatedMatcher translated ? translated.Typed : _held[i], _seen);
                }
            }

            Bits.And(_some, _allowed);
        }

        private void Collect(in Window window)
        {
            // Parts are needed only while whole ones do not fill the page.
            var parts = _plain.Length > 0 && (_all._byWeight || _all.Total < _all.Most);
            var from = parts ? _some : _whole;
            var found = 0;
            for (var place = Bits.Next(from, 0); place >= 0; place = Bits.Next(from, place + 1))
            {
                var whole = Bits.Has(_whole, place);
                double share = whole ? 1 : Share(place);
                var counted = whole || (_all._byWeight && share >= Weights.CountedPart);
                if (counted)
                {
                    _all.Total++;
                    _found[found++] = window.Start + place;
                }

                if (share >= _all.LeastShare)
                {
                    var score = Score(place);
                    _all._candidates.Add(new Candidate(_ordinal, window.Start + place, whole, Tier(place, whole), Key(window.Start + place, score), score));
                }
            }

            _facets.Add(_found.AsSpan(0, found));
        }

        /// <summary>First the documents that have what was asked for by its name, then those that hold the words as typed, then translations.</summary>
        private int Tier(int place, bool whole) => whole && _named is not null && Bits.Has(_name, place) ? Candidate.Named : whole && _all._wholeFirst && IsTyped(place) ? 1 : 0;

        /// <summary>True when the document holds each word as it was typed, not only its translation.</summary>
        private bool IsTyped(int place)
        {
            foreach (var matcher in _plain)
            {
                if (matcher is TranslatedMatcher { IsLight: false } translated && !Bits.Has(translated.Typed, place))
                {
                    return false;
                }
            }

            return true;
        }

        private double Share(int place)
        {
            double held = 0;
            for (var i = 0; i < _held.Length; i++)
            {
                held += Bits.Has(_held[i], place) ? _weights[i] : 0;
            }

            return held / Math.Max(1e-9, _all._weight);
        }

        private double Score(int place)
        {
            double score = 0;
            for (var i = 0; i < _plain.Length; i++)
            {
                score += Bits.Has(_held[i], place) ? _plain[i].Score(place) : 0;
            }

            foreach (var matcher in _required)
            {
                score += matcher.Score(place);
            }

            return score;
        }

        private double Key(int doc, double score)
        {
            if (_order is null)
            {
                return _all.Request.Order == SearchOrder.Best ? score : double.MinValue;
            }

            return !_order.TryGet(doc, out var value) ? double.MinValue
                : _all.Request.Order == SearchOrder.YearAscending ? -value : value;
        }
    }

    private IndexView View => view;

    private QueryPlan Plan => plan;

    private SearchRequest Request => request;

    private int Most => most;
}
