using System.Text;
using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Stored;

namespace KnowledgeBase.Engine.Writing;

/// <summary>How a text field is indexed. A field keeps these over the life of the index.</summary>
/// <param name="Postings">What its postings record.</param>
/// <param name="Norms">Whether its length is kept for scoring.</param>
public readonly record struct TextOptions(IndexOptions Postings = IndexOptions.DocsAndFreqsAndPositions, bool Norms = true)
{
    /// <summary>Frequencies, positions and length.</summary>
    public static readonly TextOptions Default = new(IndexOptions.DocsAndFreqsAndPositions, true);

    /// <summary>One exact term, no frequencies, no length.</summary>
    public static readonly TextOptions Keyword = new(IndexOptions.Docs, false);
}

/// <summary>
/// One document on its way into the index: analysed tokens, stored values, points and columns, in flat buffers that are
/// reused after <see cref="Clear"/>. Every rule a single document can break is checked here, so that a document the
/// writer accepts can be written. Not safe for several threads.
/// </summary>
public sealed class IndexDocument
{
    /// <summary>Longest term in bytes.</summary>
    public const int MaxTermLength = 32766;

    /// <summary>Largest position.</summary>
    public const int MaxPosition = int.MaxValue - 128;

    internal enum PartKind : byte { Text, Stored, Point, DocValue }

    /// <summary>One field of the document; what the numbers mean depends on the kind.</summary>
    internal struct Part
    {
        public PartKind Kind;
        public DocValuesType Column;
        public StoredType Stored;
        public TextOptions Options;
        public string Field;

        /// <summary>Text: first token. Bytes: where they begin.</summary>
        public int Start;

        /// <summary>Text: number of tokens. Bytes: how many.</summary>
        public int Count;

        /// <summary>Point, numeric column, stored number (floating ones by their bits).</summary>
        public long Number;
    }

    internal struct Token
    {
        public int Start;
        public int Length;
        public int Increment;
        public int StartOffset;
        public int EndOffset;
        public int PayloadLength;
    }

    internal byte[] Bytes = new byte[1024];
    internal Token[] Tokens = new Token[256];
    internal Part[] Parts = new Part[16];
    internal int ByteCount;
    internal int TokenCount;
    internal int PartCount;
    private bool inText;

    /// <summary>Bytes of memory that it keeps for the next document.</summary>
    public long BytesHeld => Bytes.Length + (24L * Tokens.Length) + (64L * Parts.Length);

    /// <summary>
    /// For a document too long to be held as a whole: called each time all its parts have been taken and forgotten; adds the next ones and
    /// says true, or false when there are none. A text goes on where the last one of its field ended; a column is given once.
    /// </summary>
    public Func<bool>? Continue { get; set; }

    /// <summary>Forgets everything, keeping the memory.</summary>
    public void Clear()
    {
        ForgetParts();
        Continue = null;
    }

    /// <summary>Forgets the parts and has the next ones added; false at the end.</summary>
    internal bool Next()
    {
        if (Continue is null) return false;
        ForgetParts();
        return Continue();
    }

    private void ForgetParts()
    {
        ByteCount = TokenCount = PartCount = 0;
        inText = false;
    }

    /// <summary>One exact term, as it is: an id, a code.</summary>
    /// <exception cref="ArgumentException">The term is longer than <see cref="MaxTermLength"/>.</exception>
    public void AddKeyword(string field, ReadOnlySpan<byte> term)
    {
        BeginText(field, TextOptions.Keyword);
        AddToken(term);
    }

    public void AddKeyword(string field, string term)
    {
        BeginText(field, TextOptions.Keyword);
        var room = Room(Encoding.UTF8.GetMaxByteCount(term.Length));
        Append(Encoding.UTF8.GetBytes(term, room), 1, 0, 0);
    }

    /// <summary>Begins an analysed text; <see cref="AddToken(ReadOnlySpan{byte}, int, int, int)"/> calls follow. A field may have several texts.</summary>
    public void BeginText(string field, TextOptions options)
    {
        if (options.Postings == IndexOptions.None) throw new ArgumentException($"Field {field}: a text needs postings.");
        Add(new Part { Kind = PartKind.Text, Field = field, Options = options, Start = TokenCount });
        inText = true;
    }

    /// <summary>Adds a token to the text begun last.</summary>
    /// <param name="term">The term, UTF-8.</param>
    /// <param name="positionIncrement">0 puts the token on the position of the one before.</param>
    /// <param name="startOffset">Where the word begins in the text, in UTF-16 units; only kept by fields with offsets.</param>
    /// <param name="endOffset">Where it ends.</param>
    /// <exception cref="ArgumentException">The term is too long, or the first increment is 0, or offsets run backwards.</exception>
    public void AddToken(ReadOnlySpan<byte> term, int positionIncrement = 1, int startOffset = 0, int endOffset = 0)
    {
        term.CopyTo(Room(term.Length));
        Append(term.Length, positionIncrement, startOffset, endOffset);
    }

    /// <summary>Adds a token that carries a payload.</summary>
    public void AddToken(ReadOnlySpan<byte> term, int positionIncrement, int startOffset, int endOffset, ReadOnlySpan<byte> payload)
    {
        AddToken(term, positionIncrement, startOffset, endOffset);
        if (Parts[PartCount - 1].Options.Postings < IndexOptions.DocsAndFreqsAndPositions) return;
        payload.CopyTo(Room(payload.Length));
        ByteCount += payload.Length;
        Tokens[TokenCount - 1].PayloadLength = payload.Length;
    }

    public void AddStored(string field, string value)
    {
        var start = ByteCount;
        ByteCount += Encoding.UTF8.GetBytes(value, Room(Encoding.UTF8.GetMaxByteCount(value.Length)));
        Add(new Part { Kind = PartKind.Stored, Stored = StoredType.String, Field = field, Start = start, Count = ByteCount - start });
    }

    public void AddStored(string field, ReadOnlySpan<byte> value)
    {
        var start = Keep(value);
        Add(new Part { Kind = PartKind.Stored, Stored = StoredType.Bytes, Field = field, Start = start, Count = value.Length });
    }

    public void AddStored(string field, int value) => AddNumber(field, StoredType.Int, value);

    public void AddStored(string field, long value) => AddNumber(field, StoredType.Long, value);

    public void AddStored(string field, float value) => AddNumber(field, StoredType.Float, BitConverter.SingleToInt32Bits(value));

    public void AddStored(string field, double value) => AddNumber(field, StoredType.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A number that range queries find. A document may have several of one field.</summary>
    public void AddPoint(string field, long value) => Add(new Part { Kind = PartKind.Point, Field = field, Number = value });

    public void AddNumericDocValue(string field, long value)
    {
        OnlyOnce(field, DocValuesType.Numeric);
        AddColumn(field, DocValuesType.Numeric, value);
    }

    public void AddSortedNumeric(string field, long value) => AddColumn(field, DocValuesType.SortedNumeric, value);

    public void AddSortedDocValue(string field, ReadOnlySpan<byte> value) => AddColumn(field, DocValuesType.Sorted, value);

    public void AddSortedDocValue(string field, string value) => AddSortedDocValue(field, Encoding.UTF8.GetBytes(value));

    public void AddSortedSet(string field, ReadOnlySpan<byte> value) => AddColumn(field, DocValuesType.SortedSet, value);

    public void AddSortedSet(string field, string value) => AddSortedSet(field, Encoding.UTF8.GetBytes(value));

    public void AddBinaryDocValue(string field, ReadOnlySpan<byte> value) => AddColumn(field, DocValuesType.Binary, value);

    private void AddNumber(string field, StoredType type, long value) =>
        Add(new Part { Kind = PartKind.Stored, Stored = type, Field = field, Number = value });

    private void AddColumn(string field, DocValuesType type, long value) =>
        Add(new Part { Kind = PartKind.DocValue, Column = type, Field = field, Number = value });

    private void AddColumn(string field, DocValuesType type, ReadOnlySpan<byte> value)
    {
        if (type != DocValuesType.SortedSet) OnlyOnce(field, type);
        if (type != DocValuesType.Binary && value.Length > MaxTermLength)
            throw new ArgumentException($"Field {field}: a value of {value.Length} bytes is too long for a sorted column (at most {MaxTermLength}).");
        var start = Keep(value);
        Add(new Part { Kind = PartKind.DocValue, Column = type, Field = field, Start = start, Count = value.Length });
    }

    private void OnlyOnce(string field, DocValuesType type)
    {
        for (var i = 0; i < PartCount; i++)
            if (Parts[i].Kind == PartKind.DocValue && Parts[i].Column == type && Parts[i].Field == field)
                throw new ArgumentException($"Field {field}: a document can have only one value in a {type} column.");
    }

    private int Keep(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Room(value.Length));
        ByteCount += value.Length;
        return ByteCount - value.Length;
    }

    private void Append(int length, int increment, int startOffset, int endOffset)
    {
        if (!inText) throw new InvalidOperationException("A token needs a text: call BeginText first.");
        ref var part = ref Parts[PartCount - 1];
        if (length > MaxTermLength)
            throw new ArgumentException($"Field {part.Field}: a term of {length} bytes is too long (at most {MaxTermLength}).");
        if (increment < 0 || (increment == 0 && part.Count == 0))
            throw new ArgumentException($"Field {part.Field}: the position increment {increment} is not possible here.");
        if (part.Options.Postings == IndexOptions.DocsAndFreqsAndPositionsAndOffsets
            && (startOffset < 0 || endOffset < startOffset || (part.Count > 0 && startOffset < Tokens[TokenCount - 1].StartOffset)))
            throw new ArgumentException($"Field {part.Field}: the offsets {startOffset} to {endOffset} run backwards.");
        if (TokenCount == Tokens.Length) Array.Resize(ref Tokens, 2 * TokenCount);
        Tokens[TokenCount++] = new Token
        {
            Start = ByteCount, Length = length, Increment = increment, StartOffset = startOffset, EndOffset = endOffset,
        };
        ByteCount += length;
        part.Count++;
    }

    private Span<byte> Room(int count)
    {
        if (Bytes.Length - ByteCount < count) Array.Resize(ref Bytes, checked((int)Math.Max(2L * Bytes.Length, (long)ByteCount + count)));
        return Bytes.AsSpan(ByteCount);
    }

    private void Add(in Part part)
    {
        ArgumentException.ThrowIfNullOrEmpty(part.Field);
        inText = false;
        if (PartCount == Parts.Length) Array.Resize(ref Parts, 2 * PartCount);
        Parts[PartCount++] = part;
    }
}

