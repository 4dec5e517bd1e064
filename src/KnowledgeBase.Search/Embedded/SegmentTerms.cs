using System.Text;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Search.Embedded;

/// <summary>Looks terms up in a segment.</summary>
internal static class SegmentTerms
{
    private const int MostOnStack = 256;

    /// <summary>False when the segment does not have the term in the field.</summary>
    public static bool TryFind(SegmentReader segment, string field, string term, out TermState state)
    {
        state = default;
        if (segment.Terms(field) is not { } terms)
        {
            return false;
        }

        var most = Encoding.UTF8.GetMaxByteCount(term.Length);
        Span<byte> bytes = most <= MostOnStack ? stackalloc byte[MostOnStack] : new byte[most];
        return terms.TryFind(bytes[..Encoding.UTF8.GetBytes(term, bytes)], out state);
    }
}
