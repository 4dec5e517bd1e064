using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Norms;

namespace KnowledgeBase.Engine.Writing.Buffering;

/// <summary>
/// The buffered texts of one field. Terms are numbered by a hash table; tokens go, in order of arrival, to one flat log of
/// term numbers (with increments, offsets and payloads only where they are unusual or asked for). A flush deals the log
/// out to the terms by counting, which costs less than keeping a list per term while documents arrive.
/// </summary>
internal sealed class PostingsBuffer(TextOptions options)
{
    private const int HasIncrement = 1, HasPayload = 2;

    private GrowingArray<int> log = new();
    private GrowingArray<int> termCounts = new();
    private GrowingArray<int> termLastDocument = new();
    private GrowingArray<int> documents = new();
    private GrowingArray<int> tokenCounts = new();
    private GrowingArray<sbyte> norms = new();
    private GrowingArray<byte> payloads = new();
    private int tokens;
    private int position, offsetBase, length, overlaps, distinct, tokensOfDocument;

    public TextOptions Options => options;

    public BytesHash Terms { get; } = new();

    public bool AnyPayload { get; private set; }

    public long BytesUsed => log.BytesUsed + termCounts.BytesUsed + termLastDocument.BytesUsed + documents.BytesUsed
        + tokenCounts.BytesUsed + norms.BytesUsed + payloads.BytesUsed + Terms.BytesUsed + 8L * tokens;

    /// <summary>Documents with the field, ascending, even without tokens.</summary>
    public ReadOnlySpan<int> Documents => documents.Span;

    /// <summary>Length codes of <see cref="Documents"/>.</summary>
    public ReadOnlySpan<sbyte> Norms => norms.Span;

    /// <summary>Adds a text of the current document; a document may have several.</summary>
    public void Add(int document, ReadOnlySpan<byte> bytes, ReadOnlySpan<IndexDocument.Token> text, int positionGap, int offsetGap)
    {
        var gap = 0;
        if (documents.Count == 0 || documents[documents.Count - 1] != document) BeginDocument(document);
        else gap = positionGap;
        var withOffsets = options.Postings == IndexOptions.DocsAndFreqsAndPositionsAndOffsets;
        var withPositions = options.Postings >= IndexOptions.DocsAndFreqsAndPositions;
        foreach (ref readonly var token in text)
        {
            // The gap belongs to the first token, so that the log alone gives every position.
            var increment = token.Increment + gap;
            if (increment < 0 || increment > IndexDocument.MaxPosition - position)
                throw new ArgumentException("A text has more positions than an index can number.");
            gap = 0;
            position += increment;
            var id = Terms.Add(bytes.Slice(token.Start, token.Length));
            if (id == termCounts.Count)
            {
                termCounts.Add(0);
                termLastDocument.Add(-1);
            }
            termCounts[id]++;
            if (termLastDocument[id] != document)
            {
                termLastDocument[id] = document;
                distinct++;
            }
            length++;
            if (increment == 0) overlaps++;
            var flags = (withPositions && increment != 1 ? HasIncrement : 0) | (token.PayloadLength > 0 ? HasPayload : 0);
            log.Add(id << 2 | flags);
            if ((flags & HasIncrement) != 0) log.Add(increment);
            if (withOffsets)
            {
                log.Add(offsetBase + token.StartOffset);
                log.Add(offsetBase + token.EndOffset);
            }
            tokens++;
            tokensOfDocument++;
            if ((flags & HasPayload) == 0) continue;
            log.Add(payloads.Count);
            log.Add(token.PayloadLength);
            payloads.AddRange(bytes.Slice(token.Start + token.Length, token.PayloadLength));
            AnyPayload = true;
        }
        offsetBase += offsetGap;
        tokenCounts[tokenCounts.Count - 1] = tokensOfDocument;
        var counted = options.Postings == IndexOptions.Docs ? distinct : length - overlaps;
        norms[norms.Count - 1] = (sbyte)LengthCode.Of(counted);
    }

    private void BeginDocument(int document)
    {
        documents.Add(document);
        tokenCounts.Add(0);
        norms.Add(0);
        position = -1;
        offsetBase = length = overlaps = distinct = tokensOfDocument = 0;
    }

    /// <summary>The log dealt out: entry i belongs to the term t with Starts[t] ≤ i &lt; Starts[t + 1], in document order.</summary>
    public sealed class Dealt
    {
        public required int[] Starts;
        public required int[] Documents;
        public int[]? Positions;
        public int[]? StartOffsets;
        public int[]? EndOffsets;
        public int[]? PayloadStarts;
        public int[]? PayloadLengths;
        public int DocCount;
    }

    public ReadOnlySpan<byte> Payload(Dealt dealt, int entry) =>
        dealt.PayloadStarts == null ? default : payloads.Span.Slice(dealt.PayloadStarts[entry], dealt.PayloadLengths![entry]);

    public Dealt Deal()
    {
        var starts = new int[Terms.Count + 1];
        for (var t = 0; t < Terms.Count; t++) starts[t + 1] = starts[t] + termCounts[t];
        var withPositions = options.Postings >= IndexOptions.DocsAndFreqsAndPositions;
        var withOffsets = options.Postings == IndexOptions.DocsAndFreqsAndPositionsAndOffsets;
        var d = new Dealt
        {
            Starts = starts,
            Documents = new int[tokens],
            Positions = withPositions ? new int[tokens] : null,
            StartOffsets = withOffsets ? new int[tokens] : null,
            EndOffsets = withOffsets ? new int[tokens] : null,
            PayloadStarts = AnyPayload ? new int[tokens] : null,
            PayloadLengths = AnyPayload ? new int[tokens] : null,
        };
        var cursors = starts.AsSpan(0, Terms.Count).ToArray();
        ReadOnlySpan<int> entries = log.Span;
        var at = 0;
        for (var i = 0; i < documents.Count; i++)
        {
            var place = -1;
            if (tokenCounts[i] > 0) d.DocCount++;
            for (var n = tokenCounts[i]; n > 0; n--)
            {
                var entry = entries[at++];
                var to = cursors[entry >> 2]++;
                place += (entry & HasIncrement) != 0 ? entries[at++] : 1;
                d.Documents[to] = documents[i];
                if (withPositions) d.Positions![to] = place;
                if (withOffsets)
                {
                    d.StartOffsets![to] = entries[at++];
                    d.EndOffsets![to] = entries[at++];
                }
                if ((entry & HasPayload) == 0) continue;
                d.PayloadStarts![to] = entries[at++];
                d.PayloadLengths![to] = entries[at++];
            }
        }
        return d;
    }
}
