using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Postings;

/// <summary>
/// Encodes .doc, .pos and .pay: for each term its documents and frequencies in packed blocks of 128 with a tail of
/// variable ints, its positions, offsets and payloads likewise, and skip data when there is more than one block.
/// Call order: BeginField, then per term BeginTerm, per document AddDocument, its AddPosition calls, and FinishDocument, then FinishTerm.
/// </summary>
internal sealed class PostingsWriter : IDisposable
{
    private const int BlockSize = ForEncoder.BlockSize;

    private readonly IndexOutput doc;
    private readonly IndexOutput? pos;
    private readonly IndexOutput? pay;
    private readonly ForEncoder encoder = new();
    private readonly SkipWriter skips = new();
    private readonly int[] documents = new int[BlockSize];
    private readonly int[] deltas = new int[BlockSize];
    private readonly int[] frequencies = new int[BlockSize];
    private readonly int[] posDeltas = new int[BlockSize];
    private readonly int[] payloadLengths = new int[BlockSize];
    private readonly int[] offsetDeltas = new int[BlockSize];
    private readonly int[] offsetLengths = new int[BlockSize];
    private readonly ByteBuffer payloadBytes = new();
    private readonly int[] largest = new int[256];

    private bool freqs, positions, offsets, payloads;
    private sbyte[]? norms;
    private long docStart, posStart, payStart;
    private int docCount, inBlock, lastDocument;
    private int posInBlock, lastPosition, lastOffset;
    private long totalFreq;
    private bool blockEnded;
    private SkipWriter.Place blockEnd;

    /// <param name="files">The segment's files.</param>
    /// <param name="anyPositions">Whether some field has positions.</param>
    /// <param name="anyPay">Whether some field has offsets or payloads.</param>
    public PostingsWriter(SegmentFiles files, bool anyPositions, bool anyPay)
    {
        doc = files.Create(FileKind.PostingsDoc, FileKind.PostingsSuffix);
        doc.WriteByte((byte)'L');
        if (anyPositions) pos = files.Create(FileKind.PostingsPos, FileKind.PostingsSuffix);
        if (anyPay) pay = files.Create(FileKind.PostingsPay, FileKind.PostingsSuffix);
    }

    /// <param name="field">The field whose terms follow.</param>
    /// <param name="normsByDocument">Length codes by document number, or null when the field has none.</param>
    public void BeginField(FieldInfo field, sbyte[]? normsByDocument)
    {
        freqs = field.HasFreqs;
        positions = field.HasPositions;
        offsets = field.HasOffsets;
        payloads = field.HasPayloads;
        norms = normsByDocument;
    }

    public void BeginTerm()
    {
        docStart = doc.Position;
        if (positions) posStart = pos!.Position;
        if (payloads || offsets) payStart = pay!.Position;
        docCount = inBlock = lastDocument = posInBlock = 0;
        totalFreq = 0;
        blockEnded = false;
        payloadBytes.Clear();
    }

    public void AddDocument(int document, int frequency)
    {
        if (blockEnded)
        {
            // The entry describes the block's end, and is made only when more follows.
            if (docCount == BlockSize) skips.Begin(docStart, posStart, payStart);
            skips.Add(blockEnd, largest, docCount / BlockSize, positions, payloads, payloads || offsets);
            blockEnded = false;
        }
        documents[inBlock] = document;
        deltas[inBlock] = document - lastDocument;
        frequencies[inBlock] = frequency;
        inBlock++;
        docCount++;
        totalFreq += frequency;
        lastDocument = document;
        lastPosition = lastOffset = 0;
        if (inBlock < BlockSize) return;
        encoder.WriteDeltas(doc, deltas);
        if (freqs) encoder.WritePatched(doc, frequencies);
    }

    public void AddPosition(int position, int startOffset, int endOffset, ReadOnlySpan<byte> payload)
    {
        posDeltas[posInBlock] = position - lastPosition;
        lastPosition = position;
        if (payloads)
        {
            payloadLengths[posInBlock] = payload.Length;
            payloadBytes.WriteBytes(payload);
        }
        if (offsets)
        {
            offsetDeltas[posInBlock] = startOffset - lastOffset;
            offsetLengths[posInBlock] = endOffset - startOffset;
            lastOffset = startOffset;
        }
        if (++posInBlock < BlockSize) return;
        posInBlock = 0;
        encoder.WritePatched(pos!, posDeltas);
        if (payloads)
        {
            encoder.WritePatched(pay!, payloadLengths);
            pay!.WriteVInt(payloadBytes.Length);
            pay.WriteBytes(payloadBytes.Written);
            payloadBytes.Clear();
        }
        if (offsets)
        {
            encoder.WritePatched(pay!, offsetDeltas);
            encoder.WritePatched(pay!, offsetLengths);
        }
    }

    public void FinishDocument()
    {
        if (inBlock < BlockSize) return;
        inBlock = 0;
        blockEnded = true;
        blockEnd = new SkipWriter.Place
        {
            Document = lastDocument, Doc = doc.Position, Pos = positions ? pos!.Position : 0,
            Pay = payloads || offsets ? pay!.Position : 0, PosInBlock = posInBlock, PayloadInBlock = payloadBytes.Length,
        };
        Array.Clear(largest);
        for (var i = 0; i < BlockSize; i++)
        {
            ref var slot = ref largest[norms == null ? 1 : (byte)norms[documents[i]]];
            slot = Math.Max(slot, freqs ? frequencies[i] : 1);
        }
    }

    public TermMetadata FinishTerm()
    {
        var result = new TermMetadata
        {
            DocFreq = docCount, TotalTermFreq = totalFreq, DocStart = docStart, PosStart = posStart, PayStart = payStart,
            Single = docCount == 1 ? documents[0] : -1, LastPosBlock = -1, SkipOffset = -1,
        };
        if (docCount > 1)
        {
            for (var i = 0; i < inBlock; i++)
            {
                if (!freqs)
                {
                    doc.WriteVInt(deltas[i]);
                    continue;
                }
                doc.WriteVInt(frequencies[i] == 1 ? deltas[i] << 1 | 1 : deltas[i] << 1);
                if (frequencies[i] != 1) doc.WriteVInt(frequencies[i]);
            }
        }
        if (positions)
        {
            if (totalFreq > BlockSize) result.LastPosBlock = pos!.Position - posStart;
            WritePositionTail();
        }
        if (docCount > BlockSize)
        {
            result.SkipOffset = doc.Position - docStart;
            skips.Write(doc);
        }
        return result;
    }

    private void WritePositionTail()
    {
        int lastPayload = -1, lastLength = -1, payloadAt = 0;
        for (var i = 0; i < posInBlock; i++)
        {
            if (payloads)
            {
                var length = payloadLengths[i];
                pos!.WriteVInt(length == lastPayload ? posDeltas[i] << 1 : posDeltas[i] << 1 | 1);
                if (length != lastPayload) pos.WriteVInt(length);
                lastPayload = length;
                pos.WriteBytes(payloadBytes.Written.Slice(payloadAt, length));
                payloadAt += length;
            }
            else
            {
                pos!.WriteVInt(posDeltas[i]);
            }
            if (!offsets) continue;
            pos.WriteVInt(offsetLengths[i] == lastLength ? offsetDeltas[i] << 1 : offsetDeltas[i] << 1 | 1);
            if (offsetLengths[i] != lastLength) pos.WriteVInt(offsetLengths[i]);
            lastLength = offsetLengths[i];
        }
    }

    public void Finish()
    {
        EnvelopeWriter.Finish(doc);
        if (pos != null) EnvelopeWriter.Finish(pos);
        if (pay != null) EnvelopeWriter.Finish(pay);
    }

    public void Dispose()
    {
        doc.Dispose();
        pos?.Dispose();
        pay?.Dispose();
    }
}
