using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>
/// Opens the term dictionary. .tmd: header; index header Lucene84PostingsWriterTerms; vInt 128; vInt fields; per field in order of name: vInt number,
/// vLong terms, vInt length and index value of the root, (freqs) vLong sum of total term freqs, vLong sum of doc freqs, vInt documents, smallest term,
/// largest term, vLong index start, FST meta (plain header FST; byte 1 and vInt n and n bytes or byte 0; byte 0; vLong root; vLong bytes);
/// long .tip length, long .tim length; footer.
/// </summary>
public static class TermsReader
{
    private const int LongestTerm = 32766;

    /// <summary>The terms by field number. Fields without a term are left out.</summary>
    public static Dictionary<int, FieldTerms> Read(IndexInput meta, IndexInput index, IndexInput dictionary, ReadOnlySpan<byte> segmentId, string suffix, IReadOnlyDictionary<int, FieldInfo> fields, int maxDoc)
    {
        Envelope.CheckData(dictionary, FileKind.TermsDict, segmentId, suffix);
        Envelope.CheckData(index, FileKind.TermsIndex, segmentId, suffix);
        var reader = Envelope.OpenMeta(meta, FileKind.TermsMeta, segmentId, suffix);
        Envelope.ReadHeader(ref reader, FileKind.PostingsTerms, segmentId, suffix);
        int blockSize = reader.ReadVInt();
        if (blockSize != 128)
        {
            throw new UnsupportedIndexException(meta.Name, $"postings come in blocks of {blockSize}; this engine reads blocks of 128");
        }

        var terms = new Dictionary<int, FieldTerms>();
        for (int n = reader.ReadCount(reader.Remaining); n > 0; n--)
        {
            int number = reader.ReadVInt();
            if (!fields.TryGetValue(number, out var field) || !field.IsIndexed)
            {
                reader.Fail($"terms belong to field {number}, which is not indexed");
            }

            long count = reader.ReadVLong();
            byte[] root = reader.ReadBytes(reader.ReadCount()).ToArray();
            long totalFreq = field.HasFreqs ? reader.ReadVLong() : -1;
            long docFreq = reader.ReadVLong();
            if (totalFreq < 0)
            {
                totalFreq = docFreq;
            }

            int docs = reader.ReadCount(maxDoc);
            byte[] min = reader.ReadBytes(reader.ReadCount(LongestTerm)).ToArray();
            byte[] max = reader.ReadBytes(reader.ReadCount(LongestTerm)).ToArray();
            long start = reader.ReadVLong();
            var fst = ReadIndex(ref reader, index, start);
            if (count < 1 || docs < 1 || docFreq < docs || totalFreq < docFreq)
            {
                reader.Fail($"field '{field.Name}' has impossible statistics");
            }

            var entry = new FieldTerms(dictionary, fst, root, maxDoc)
            {
                Field = field,
                Count = count,
                SumTotalTermFreq = totalFreq,
                SumDocFreq = docFreq,
                DocCount = docs,
                Min = min,
                Max = max,
            };
            if (!terms.TryAdd(number, entry))
            {
                reader.Fail($"field '{field.Name}' is there twice");
            }
        }

        long indexLength = reader.ReadInt64();
        long dictionaryLength = reader.ReadInt64();
        Envelope.ExpectEnd(ref reader);
        if (indexLength != index.Length || dictionaryLength != dictionary.Length)
        {
            reader.Fail("the lengths of the dictionary's files are not as written");
        }

        return terms;
    }

    private static Fst ReadIndex(ref ByteReader reader, IndexInput index, long start)
    {
        Envelope.ReadPlainHeader(ref reader, FileKind.Fst);
        if (reader.ReadByte() == 1)
        {
            reader.Skip(reader.ReadCount()); // the output of the empty path: it is the root's value, read above
        }

        if (reader.ReadByte() != 0)
        {
            reader.Fail("the index of terms has labels of more than a byte");
        }

        long root = reader.ReadVLong();
        long length = reader.ReadVLong();
        return new Fst(index, start, length, root);
    }
}
