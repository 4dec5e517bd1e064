using System.Globalization;
using System.Text;
using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Cli.Lucene;

/// <summary>
/// <c>kb lucene dump [--logical] [--parts=I,S,F,L,T,P,N,D,V,X] INDEX</c>: the whole index as lines, for comparison by text; segment by segment, or with
/// <c>--logical</c> as one index with the deleted documents left out and the rest numbered anew.
/// </summary>
public static class Dump
{
    private const string AllParts = "I,S,F,L,T,P,N,D,V,X";

    /// <summary>Exit code 0, or 3 for wrong use and 1 for an index that cannot be read.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        bool logical = false;
        var parts = AllParts.Split(',').ToHashSet(StringComparer.Ordinal);
        string? index = null;
        foreach (string arg in args)
        {
            if (arg == "--logical")
            {
                logical = true;
            }
            else if (arg.StartsWith("--parts=", StringComparison.Ordinal))
            {
                parts = arg[8..].Split(',').ToHashSet(StringComparer.Ordinal);
            }
            else if (arg.StartsWith("--", StringComparison.Ordinal) || index is not null)
            {
                index = null;
                break;
            }
            else
            {
                index = arg;
            }
        }

        if (index is null)
        {
            errors.WriteLine($"usage: kb lucene dump [--logical] [--parts={AllParts}] INDEX");
            return 3;
        }

        try
        {
            using var directory = new FileSystemDirectory(index);
            using var snapshot = IndexSnapshot.Open(directory);
            var dump = new Dumper(output, parts);
            if (logical)
            {
                dump.Logical(snapshot);
            }
            else
            {
                dump.Physical(snapshot);
            }

            return 0;
        }
        catch (IOException e)
        {
            errors.WriteLine(e.Message);
            return 1;
        }
    }
}

/// <summary>Prints the lines.</summary>
internal sealed class Dumper(TextWriter output, HashSet<string> parts)
{
    public void Physical(IndexSnapshot snapshot)
    {
        if (parts.Contains("I"))
        {
            Line("I", "segments", snapshot.Segments.Count, "createdMajor", snapshot.Commit!.CreatedMajor, "counter", snapshot.Commit.NextSegmentNumber, "user", Map(snapshot.UserData));
        }

        foreach (var segment in snapshot.Segments)
        {
            var reader = segment.Reader;
            if (parts.Contains("S"))
            {
                Line("S", segment.Ordinal, "maxDoc", reader.MaxDoc, "live", reader.LiveCount, "softDel", reader.CommitInfo.SoftDeleteCount, "compound", Bool(reader.Info.IsCompound), "codec", reader.CommitInfo.Codec, "attributes", Map(reader.Info.Attributes));
            }

            Segment(reader);
        }
    }

    public void Logical(IndexSnapshot snapshot)
    {
        int[] map = new int[snapshot.MaxDoc];
        int live = 0;
        foreach (var segment in snapshot.Segments)
        {
            for (int doc = 0; doc < segment.Reader.MaxDoc; doc++)
            {
                map[segment.Base + doc] = segment.Reader.LiveDocs?.IsLive(doc) ?? true ? live++ : -1;
            }
        }

        Line("I", "docs", live);
        var fields = MergedFields(snapshot);
        if (parts.Contains("F"))
        {
            fields.ForEach(f => Field(f, attributes: false));
        }

        if (parts.Contains("T") || parts.Contains("P"))
        {
            fields.ForEach(f => LogicalTerms(snapshot, f, map));
        }

        foreach (var field in fields.Where(f => f.HasNorms && parts.Contains("N")))
        {
            foreach (var s in snapshot.Segments)
            {
                Norms(s.Reader, field.Name, doc => map[s.Base + doc]);
            }
        }

        foreach (var field in fields.Where(f => f.DocValuesType != DocValuesType.None && parts.Contains("D")))
        {
            foreach (var s in snapshot.Segments)
            {
                DocValues(s.Reader, field, doc => map[s.Base + doc], ordinals: false);
            }
        }

        foreach (var field in fields.Where(f => f.PointDimensions > 0 && parts.Contains("X")))
        {
            var all = new List<string>();
            foreach (var s in snapshot.Segments)
            {
                all.AddRange(Points(s.Reader, field.Name, doc => map[s.Base + doc]));
            }

            all.Sort(string.CompareOrdinal);
            all.ForEach(l => Line("x", field.Name, l));
        }

        if (parts.Contains("V"))
        {
            foreach (var s in snapshot.Segments)
            {
                for (int doc = 0; doc < s.Reader.MaxDoc; doc++)
                {
                    if (map[s.Base + doc] >= 0)
                    {
                        Stored(s.Reader, doc, map[s.Base + doc]);
                    }
                }
            }
        }
    }

    private void Segment(SegmentReader reader)
    {
        var fields = reader.Fields.OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        if (parts.Contains("F"))
        {
            fields.ForEach(f => Field(f, attributes: true));
        }

        if (parts.Contains("L") && reader.CommitInfo.DeleteGeneration >= 0)
        {
            var text = new StringBuilder("deleted");
            for (int doc = 0; doc < reader.MaxDoc; doc++)
            {
                if (!reader.LiveDocs!.IsLive(doc))
                {
                    text.Append(' ').Append(doc);
                }
            }

            Line("L", text);
        }

        foreach (var field in fields)
        {
            if ((parts.Contains("T") || parts.Contains("P")) && reader.Terms(field.Name) is { } terms)
            {
                Terms(reader, terms);
            }
        }

        foreach (var field in fields.Where(f => f.HasNorms && parts.Contains("N")))
        {
            Norms(reader, field.Name, doc => doc);
        }

        foreach (var field in fields.Where(f => f.DocValuesType != DocValuesType.None && parts.Contains("D")))
        {
            DocValues(reader, field, doc => doc, ordinals: true);
        }

        foreach (var field in fields.Where(f => f.PointDimensions > 0 && parts.Contains("X")))
        {
            if (reader.Points(field.Name) is { } points)
            {
                Line("X", field.Name, "size", points.Count, "docCount", points.DocCount, "min", PointHex(points.Min), "max", PointHex(points.Max));
                Points(reader, field.Name, doc => doc).ForEach(l => Line("x", field.Name, l));
            }
        }

        for (int doc = 0; doc < reader.MaxDoc && parts.Contains("V"); doc++)
        {
            Stored(reader, doc, doc);
        }
    }

    private void Terms(SegmentReader reader, FieldTerms terms)
    {
        var field = terms.Field;
        Line("T", field.Name, "docCount", terms.DocCount, "sumDocFreq", terms.SumDocFreq, "sumTotalTermFreq", terms.SumTotalTermFreq, "size", terms.Count, "min", Hex(terms.Min), "max", Hex(terms.Max));
        var cursor = terms.Cursor();
        var postings = reader.Postings(field);
        while (cursor.Next())
        {
            var state = cursor.State;
            Line("t", field.Name, Show(cursor.Term), state.DocFreq, state.TotalTermFreq);
            if (parts.Contains("P"))
            {
                Postings(postings.Reset(state, withPositions: true), doc => doc);
            }
        }
    }

    private void LogicalTerms(IndexSnapshot snapshot, FieldInfo field, int[] map)
    {
        var cursors = new List<(TermsCursor Cursor, SnapshotSegment Segment, FieldTerms Terms)>();
        foreach (var segment in snapshot.Segments)
        {
            if (segment.Reader.Terms(field.Name) is { } terms)
            {
                var cursor = terms.Cursor();
                if (cursor.Next())
                {
                    cursors.Add((cursor, segment, terms));
                }
            }
        }

        while (cursors.Count > 0)
        {
            byte[] least = cursors[0].Cursor.Term.ToArray();
            foreach (var c in cursors)
            {
                if (c.Cursor.Term.SequenceCompareTo(least) < 0)
                {
                    least = c.Cursor.Term.ToArray();
                }
            }

            var here = cursors.Where(c => c.Cursor.Term.SequenceEqual(least)).ToList();
            int docFreq = 0;
            long totalFreq = 0;
            foreach (var (cursor, segment, terms) in here)
            {
                var postings = segment.Reader.Postings(terms.Field).Reset(cursor.State);
                while (postings.Next() != Engine.Format.Postings.PostingsCursor.End)
                {
                    if (map[segment.Base + postings.Doc] >= 0)
                    {
                        docFreq++;
                        totalFreq += postings.Freq;
                    }
                }
            }

            if (docFreq > 0)
            {
                Line("t", field.Name, Show(least), docFreq, totalFreq);
                foreach (var (cursor, segment, terms) in here)
                {
                    if (parts.Contains("P"))
                    {
                        Postings(segment.Reader.Postings(terms.Field).Reset(cursor.State, withPositions: true), doc => map[segment.Base + doc]);
                    }
                }
            }

            foreach (var c in here)
            {
                if (!c.Cursor.Next())
                {
                    cursors.Remove(c);
                }
            }
        }
    }

    private void Postings(Engine.Format.Postings.PostingsCursor postings, Func<int, int> number)
    {
        var text = new StringBuilder();
        while (postings.Next() != Engine.Format.Postings.PostingsCursor.End)
        {
            int shown = number(postings.Doc);
            if (shown < 0)
            {
                continue;
            }

            text.Clear().Append("p\t").Append(shown).Append('\t').Append(postings.Freq);
            if (postings.Field.HasPositions)
            {
                var positions = postings.ReadPositions(offsets: true);
                for (int i = 0; i < positions.Positions.Length; i++)
                {
                    text.Append(i == 0 ? '\t' : ' ').Append(positions.Positions[i]);
                    if (postings.Field.HasOffsets)
                    {
                        text.Append(':').Append(positions.Starts[i]).Append('-').Append(positions.Ends[i]);
                    }

                    if (!positions.Payload(i).IsEmpty)
                    {
                        text.Append('/').Append(Hex(positions.Payload(i)));
                    }
                }
            }

            output.Write(text);
            output.Write('\n');
        }
    }

    private void Norms(SegmentReader reader, string field, Func<int, int> number)
    {
        if (reader.Norms(field) is not { } norms)
        {
            return;
        }

        for (int doc = norms.Docs.Next(0); doc != int.MaxValue; doc = norms.Docs.Next(doc + 1))
        {
            if (number(doc) >= 0)
            {
                norms.TryGet(doc, out long norm);
                Line("n", field, number(doc), norm);
            }
        }
    }

    private void DocValues(SegmentReader reader, FieldInfo field, Func<int, int> number, bool ordinals)
    {
        var numeric = reader.Numeric(field.Name);
        var binary = reader.Binary(field.Name);
        var sorted = reader.Sorted(field.Name);
        var set = reader.SortedSet(field.Name);
        var several = reader.SortedNumeric(field.Name);
        var docs = numeric?.Docs ?? binary?.Docs ?? sorted?.Docs ?? set?.Docs ?? several?.Docs;
        string type = field.DocValuesType switch
        {
            DocValuesType.Numeric => "NUMERIC",
            DocValuesType.Binary => "BINARY",
            DocValuesType.Sorted => "SORTED",
            DocValuesType.SortedSet => "SORTED_SET",
            _ => "SORTED_NUMERIC",
        };
        for (int doc = docs?.Next(0) ?? int.MaxValue; doc != int.MaxValue; doc = docs!.Next(doc + 1))
        {
            if (number(doc) < 0)
            {
                continue;
            }

            var text = new StringBuilder();
            if (numeric is not null)
            {
                numeric.TryGet(doc, out long value);
                text.Append(value);
            }
            else if (binary is not null)
            {
                binary.TryGet(doc, out var value);
                text.Append(Hex(value));
            }
            else if (sorted is not null)
            {
                int ordinal = sorted.Ordinal(doc);
                text.Append(ordinals ? $"{ordinal}=" : "").Append(Hex(sorted.Terms.Get(ordinal)));
            }
            else if (set is not null)
            {
                var (from, to) = set.Range(doc);
                for (long i = from; i < to; i++)
                {
                    long ordinal = set.OrdinalAt(i);
                    text.Append(i == from ? "" : " ").Append(ordinals ? $"{ordinal}=" : "").Append(Hex(set.Terms.Get(ordinal)));
                }
            }
            else
            {
                var (from, to) = several!.Range(doc);
                for (long i = from; i < to; i++)
                {
                    text.Append(i == from ? "" : " ").Append(several.At(i));
                }
            }

            Line("d", field.Name, type, number(doc), text);
        }
    }

    private static List<string> Points(SegmentReader reader, string field, Func<int, int> number)
    {
        var lines = new PointLines(number);
        reader.Points(field)?.Visit(long.MinValue, long.MaxValue, ref lines);
        return lines.Lines;
    }

    private void Stored(SegmentReader reader, int doc, int shown)
    {
        foreach (var value in reader.Stored(doc))
        {
            switch (value.Type)
            {
                case Engine.Format.Stored.StoredType.String:
                    Line("v", shown, value.Field.Name, "string", value.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal));
                    break;
                case Engine.Format.Stored.StoredType.Bytes:
                    Line("v", shown, value.Field.Name, "bytes", Hex(value.Bytes.Span));
                    break;
                case Engine.Format.Stored.StoredType.Int:
                    Line("v", shown, value.Field.Name, "int", value.Whole);
                    break;
                case Engine.Format.Stored.StoredType.Long:
                    Line("v", shown, value.Field.Name, "long", value.Whole);
                    break;
                case Engine.Format.Stored.StoredType.Float:
                    Line("v", shown, value.Field.Name, "float", ((uint)value.Bits).ToString("x", CultureInfo.InvariantCulture));
                    break;
                default:
                    Line("v", shown, value.Field.Name, "double", value.Bits.ToString("x", CultureInfo.InvariantCulture));
                    break;
            }
        }
    }

    private void Field(FieldInfo f, bool attributes)
    {
        string options = f.IndexOptions switch
        {
            IndexOptions.None => "NONE",
            IndexOptions.Docs => "DOCS",
            IndexOptions.DocsAndFreqs => "DOCS_AND_FREQS",
            IndexOptions.DocsAndFreqsAndPositions => "DOCS_AND_FREQS_AND_POSITIONS",
            _ => "DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS",
        };
        string type = f.DocValuesType switch
        {
            DocValuesType.None => "NONE",
            DocValuesType.Numeric => "NUMERIC",
            DocValuesType.Binary => "BINARY",
            DocValuesType.Sorted => "SORTED",
            DocValuesType.SortedSet => "SORTED_SET",
            _ => "SORTED_NUMERIC",
        };
        string tail = attributes ? $"\tnumber\t{f.Number}\tdvGen\t{f.DocValuesGeneration}\tattributes\t{Map(f.Attributes)}" : "";
        Line("F", f.Name, "options", options, "omitNorms", Bool(f.OmitsNorms), "payloads", Bool(f.HasPayloads), "vectors", Bool(f.HasTermVectors), "soft", Bool(f.IsSoftDeletesField), "dv", type, "points", $"{f.PointDimensions}/{f.PointIndexDimensions}/{f.PointBytes}{tail}");
    }

    // The first segment that knows a field says what it is; later ones add to the marks that may differ.
    private static List<FieldInfo> MergedFields(IndexSnapshot snapshot)
    {
        var merged = new SortedDictionary<string, FieldInfo>(StringComparer.Ordinal);
        foreach (var field in snapshot.Segments.SelectMany(s => s.Reader.Fields))
        {
            if (!merged.TryGetValue(field.Name, out var known))
            {
                merged.Add(field.Name, known = new FieldInfo { Name = field.Name, Number = field.Number, OmitsNorms = field.OmitsNorms });
            }

            known.HasTermVectors |= field.HasTermVectors;
            known.HasPayloads |= field.HasPayloads;
            known.IsSoftDeletesField |= field.IsSoftDeletesField;
            known.OmitsNorms = known.IsIndexed && field.IsIndexed ? known.OmitsNorms || field.OmitsNorms : known.IsIndexed ? known.OmitsNorms : field.OmitsNorms;
            known.IndexOptions = known.IndexOptions == IndexOptions.None ? field.IndexOptions : known.IndexOptions;
            known.DocValuesType = known.DocValuesType == DocValuesType.None ? field.DocValuesType : known.DocValuesType;
            if (field.PointDimensions > 0)
            {
                (known.PointDimensions, known.PointIndexDimensions, known.PointBytes) = (field.PointDimensions, field.PointIndexDimensions, field.PointBytes);
            }
        }

        return [.. merged.Values];
    }

    private void Line(params ReadOnlySpan<object> cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                output.Write('\t');
            }

            output.Write(cells[i] is IFormattable f ? f.ToString(null, CultureInfo.InvariantCulture) : cells[i].ToString());
        }

        output.Write('\n');
    }

    private static string Map(IEnumerable<KeyValuePair<string, string>> map) =>
        "{" + string.Join(", ", map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}")) + "}";

    private static string Bool(bool value) => value ? "true" : "false";

    private static string Hex(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? "-" : Convert.ToHexStringLower(bytes);

    private static string PointHex(long value) => ((ulong)value ^ (1UL << 63)).ToString("x16", CultureInfo.InvariantCulture);

    private static string Show(ReadOnlySpan<byte> term) =>
        term.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) < 0 ? $"{Hex(term)}\t{Encoding.ASCII.GetString(term)}" : Hex(term);

    private readonly struct PointLines(Func<int, int> number) : Engine.Format.Points.FieldPoints.IVisitor
    {
        public List<string> Lines { get; } = [];

        public void Visit(int doc, long value)
        {
            int shown = number(doc);
            if (shown >= 0)
            {
                Lines.Add($"{PointHex(value)}\t{shown}");
            }
        }
    }
}
