using KnowledgeBase.Engine.Format.Numbers;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.DocValues;

/// <summary>One whole number a document.</summary>
public sealed class NumericDocValues
{
    private readonly LongValues values;

    internal NumericDocValues(DocsWithField docs, LongValues values)
    {
        Docs = docs;
        this.values = values;
    }

    public DocsWithField Docs { get; }

    public bool TryGet(int doc, out long value)
    {
        int index = Docs.IndexOf(doc);
        value = index < 0 ? 0 : values.Get(index);
        return index >= 0;
    }
}

/// <summary>Any number of whole numbers a document, ascending.</summary>
public sealed class SortedNumericDocValues
{
    private readonly LongValues values;
    private readonly DirectMonotonicReader? addresses;

    internal SortedNumericDocValues(DocsWithField docs, LongValues values, DirectMonotonicReader? addresses)
    {
        Docs = docs;
        this.values = values;
        this.addresses = addresses;
    }

    public DocsWithField Docs { get; }

    /// <summary>Where a document's values begin and end; an empty range when it has none.</summary>
    public (long Start, long End) Range(int doc) => DocValuesRange.Of(Docs, addresses, doc, values.Count);

    public long At(long index) => values.Get(index);
}

/// <summary>One byte string a document.</summary>
public sealed class BinaryDocValues
{
    private readonly IndexInput data;
    private readonly long start;
    private readonly long length;
    private readonly int fixedLength;
    private readonly DirectMonotonicReader? addresses;

    internal BinaryDocValues(DocsWithField docs, IndexInput data, long start, long length, int fixedLength, DirectMonotonicReader? addresses)
    {
        Docs = docs;
        this.data = data;
        this.start = start;
        this.length = length;
        this.fixedLength = fixedLength;
        this.addresses = addresses;
    }

    public DocsWithField Docs { get; }

    public bool TryGet(int doc, out ReadOnlySpan<byte> value)
    {
        int index = Docs.IndexOf(doc);
        value = default;
        if (index < 0)
        {
            return false;
        }

        long from = addresses?.Get(index) ?? (long)index * fixedLength;
        long to = addresses?.Get(index + 1) ?? from + fixedLength;
        if (from < 0 || to < from || to > length || to - from > int.MaxValue)
        {
            throw new IndexFormatException(data.Name, $"document {doc} has an impossible value ({from} to {to})");
        }

        value = data.Span(start + from, (int)(to - from));
        return true;
    }
}

/// <summary>One byte string a document, as its number in the sorted list of all.</summary>
public sealed class SortedDocValues
{
    private readonly DirectReader ordinals;
    private readonly bool allZero;

    internal SortedDocValues(DocsWithField docs, DirectReader ordinals, bool allZero, OrdinalTerms terms)
    {
        Docs = docs;
        this.ordinals = ordinals;
        this.allZero = allZero;
        Terms = terms;
    }

    public DocsWithField Docs { get; }

    /// <summary>The sorted list of all values.</summary>
    public OrdinalTerms Terms { get; }

    /// <summary>The number of the document's value, or -1.</summary>
    public int Ordinal(int doc)
    {
        int index = Docs.IndexOf(doc);
        return index < 0 ? -1 : AtIndex(index);
    }

    /// <summary>Adds one to the count of each value of ascending documents; there is a count for each of <see cref="Terms"/>.</summary>
    public void Count(ReadOnlySpan<int> docs, Span<int> counts)
    {
        var packed = ordinals;
        Span<int> indexes = stackalloc int[256];
        for (; !docs.IsEmpty; docs = docs[Math.Min(docs.Length, indexes.Length)..])
        {
            int found = Docs.Indexes(docs[..Math.Min(docs.Length, indexes.Length)], indexes);
            foreach (int index in indexes[..found])
            {
                long ordinal = allZero ? 0 : packed.Get(index);
                counts[(int)((ulong)ordinal < (ulong)counts.Length ? ordinal : Terms.Check(ordinal))]++;
            }
        }
    }

    internal int AtIndex(long index) => allZero ? 0 : (int)Terms.Check(ordinals.Get(index));
}

/// <summary>Any number of byte strings a document, as ascending numbers in the sorted list of all.</summary>
public sealed class SortedSetDocValues
{
    private readonly SortedDocValues? single;
    private readonly DirectReader ordinals;
    private readonly bool allZero;
    private readonly long count;
    private readonly DirectMonotonicReader? addresses;

    internal SortedSetDocValues(SortedDocValues single)
    {
        this.single = single;
        Docs = single.Docs;
        Terms = single.Terms;
        count = Docs.Count;
    }

    internal SortedSetDocValues(DocsWithField docs, DirectReader ordinals, bool allZero, long count, DirectMonotonicReader addresses, OrdinalTerms terms)
    {
        Docs = docs;
        this.ordinals = ordinals;
        this.allZero = allZero;
        this.count = count;
        this.addresses = addresses;
        Terms = terms;
    }

    public DocsWithField Docs { get; }

    /// <summary>The sorted list of all values.</summary>
    public OrdinalTerms Terms { get; }

    /// <summary>Where a document's ordinals begin and end; an empty range when it has none.</summary>
    public (long Start, long End) Range(int doc) => DocValuesRange.Of(Docs, addresses, doc, count);

    /// <summary>Adds one to the count of each value of ascending documents; there is a count for each of <see cref="Terms"/>.</summary>
    public void Count(ReadOnlySpan<int> docs, Span<int> counts)
    {
        if (single is not null)
        {
            single.Count(docs, counts);
            return;
        }

        var packed = ordinals;
        Span<int> indexes = stackalloc int[256];
        for (; !docs.IsEmpty; docs = docs[Math.Min(docs.Length, indexes.Length)..])
        {
            int found = Docs.Indexes(docs[..Math.Min(docs.Length, indexes.Length)], indexes);
            foreach (int index in indexes[..found])
            {
                var (from, to) = addresses!.Pair(index);
                to = Math.Min(to, count);
                for (long at = Math.Max(from, 0); at < to; at++)
                {
                    long ordinal = allZero ? 0 : packed.Get(at);
                    counts[(int)((ulong)ordinal < (ulong)counts.Length ? ordinal : Terms.Check(ordinal))]++;
                }
            }
        }
    }

    /// <summary>The ordinal at a place of a <see cref="Range"/>.</summary>
    public long OrdinalAt(long index) => single is not null ? single.AtIndex(index) : allZero ? 0 : Terms.Check(ordinals.Get(index));
}

internal static class DocValuesRange
{
    public static (long Start, long End) Of(DocsWithField docs, DirectMonotonicReader? addresses, int doc, long count)
    {
        int index = docs.IndexOf(doc);
        if (index < 0)
        {
            return (0, 0);
        }

        if (addresses is null)
        {
            return (index, index + 1L);
        }

        long from = addresses.Get(index);
        long to = addresses.Get(index + 1L);
        return from < 0 || to < from || to > count
            ? throw new IndexFormatException("doc values", $"document {doc} has an impossible range of values ({from} to {to} of {count})")
            : (from, to);
    }
}
