using System.Globalization;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Cli.Lucene;

/// <summary>
/// Turns a JSON line of analysed fields into a document. A field is <c>{"n":name,"t":type,"v":value}</c> with the types text,
/// keyword, stored…, point and dv…; a value written <c>hex:00ff</c> stands for those bytes.
/// </summary>
internal static class LineDocument
{
    public static void Fill(IndexDocument document, JsonElement line)
    {
        document.Clear();
        foreach (var field in line.GetProperty("fields").EnumerateArray()) Add(document, field);
    }

    /// <summary>The bytes of a term or value.</summary>
    public static byte[] Bytes(JsonElement value)
    {
        var text = value.GetString()!;
        return text.StartsWith("hex:", StringComparison.Ordinal) ? Convert.FromHexString(text.AsSpan(4)) : Encoding.UTF8.GetBytes(text);
    }

    private static void Add(IndexDocument document, JsonElement field)
    {
        var name = field.GetProperty("n").GetString()!;
        var value = field.GetProperty("v");
        switch (field.GetProperty("t").GetString())
        {
            case "text": AddText(document, name, field, value); break;
            case "keyword": document.AddKeyword(name, Bytes(value)); break;
            case "stored": document.AddStored(name, value.GetString()!); break;
            case "storedint": document.AddStored(name, (int)value.GetInt64()); break;
            case "storedlong": document.AddStored(name, value.GetInt64()); break;
            case "storedfloat": document.AddStored(name, (float)Number(value)); break;
            case "storeddouble": document.AddStored(name, Number(value)); break;
            case "storedbytes": document.AddStored(name, Convert.FromHexString(value.GetString()!)); break;
            case "point": document.AddPoint(name, value.GetInt64()); break;
            case "dvnum": document.AddNumericDocValue(name, value.GetInt64()); break;
            case "dvsnum": document.AddSortedNumeric(name, value.GetInt64()); break;
            case "dvsorted": document.AddSortedDocValue(name, Bytes(value)); break;
            case "dvsset": document.AddSortedSet(name, Bytes(value)); break;
            case "dvbin": document.AddBinaryDocValue(name, Bytes(value)); break;
            case var other: throw new FormatException($"unknown field type {other}");
        }
    }

    private static double Number(JsonElement value) =>
        double.Parse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static void AddText(IndexDocument document, string name, JsonElement field, JsonElement tokens)
    {
        var postings = (field.TryGetProperty("opts", out var o) ? o.GetString() : "positions") switch
        {
            "docs" => IndexOptions.Docs,
            "freqs" => IndexOptions.DocsAndFreqs,
            "positions" => IndexOptions.DocsAndFreqsAndPositions,
            "offsets" => IndexOptions.DocsAndFreqsAndPositionsAndOffsets,
            var other => throw new FormatException($"unknown opts {other}"),
        };
        if (field.TryGetProperty("vectors", out var vectors) && vectors.GetBoolean())
            throw new FormatException($"field {name}: term vectors are not written by this engine");
        document.BeginText(name, new TextOptions(postings, !field.TryGetProperty("norms", out var n) || n.GetBoolean()));
        foreach (var token in tokens.EnumerateArray())
        {
            if (token.ValueKind == JsonValueKind.String)
            {
                document.AddToken(Bytes(token));
                continue;
            }
            var length = token.GetArrayLength();
            var increment = length > 1 ? token[1].GetInt32() : 1;
            var (start, end) = length > 3 ? (token[2].GetInt32(), token[3].GetInt32()) : (0, 0);
            if (length > 4) document.AddToken(Bytes(token[0]), increment, start, end, Convert.FromHexString(token[4].GetString()!));
            else document.AddToken(Bytes(token[0]), increment, start, end);
        }
    }
}
