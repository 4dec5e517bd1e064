using System.Buffers.Binary;
using System.Text;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Ole;

/// <summary>Title, author, subject, keywords and dates of old office files, from the property set "SummaryInformation" ([MS-OLEPS]).</summary>
public static class SummaryInformation
{
    private const string StreamName = "\u0005SummaryInformation";
    private const int MaxBytes = 256 * 1024;
    private const int MaxProperties = 200;
    private const int CodePage = 1;
    private const int Title = 2;
    private const int Subject = 3;
    private const int Author = 4;
    private const int Keywords = 5;
    private const int Created = 12;
    private const int Saved = 13;

    /// <summary>What the file declares; nothing when it has no such set, or a damaged one.</summary>
    public static DocumentProperties Of(OleFile file)
    {
        if (file.Find(StreamName) is not { } entry)
        {
            return new();
        }

        var set = file.Read(entry, MaxBytes);
        if (set.Length < 56 || Number(set, 44) is not { } section || section + 8 > set.Length)
        {
            return new();
        }

        var values = new Dictionary<int, int>();
        var count = Math.Min(Number(set, section + 4) ?? 0, MaxProperties);
        for (var i = 0; i < count; i++)
        {
            if (Number(set, section + 8 + (8 * i)) is { } id && Number(set, section + 12 + (8 * i)) is { } offset && offset >= 0 && section + (long)offset + 8 <= set.Length)
            {
                values.TryAdd(id, section + offset);
            }
        }

        var encoding = Encoding(set, values);
        string? Said(int id) => values.TryGetValue(id, out var at) ? String(set, at, encoding) : null;
        DateTimeOffset? Date(int id) => values.TryGetValue(id, out var at) ? Time(set, at) : null;
        return new()
        {
            Title = Said(Title),
            Subject = Said(Subject),
            Authors = Names.Split(Said(Author)),
            Keywords = Names.SplitKeywords(Said(Keywords)),
            Created = Date(Created),
            Modified = Date(Saved),
        };
    }

    private static Encoding Encoding(byte[] set, Dictionary<int, int> values)
    {
        var page = values.TryGetValue(CodePage, out var at) ? BinaryPrimitives.ReadUInt16LittleEndian(set.AsSpan(at + 4)) : 1252;
        try
        {
            return System.Text.Encoding.GetEncoding(page);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            // No such code page: that of Western Europe is likeliest.
            return System.Text.Encoding.GetEncoding(1252);
        }
    }

    /// <summary>A string of one byte a letter (30) or two (31).</summary>
    private static string? String(byte[] set, int at, Encoding encoding)
    {
        var type = Number(set, at);
        if (type is not (30 or 31) || Number(set, at + 4) is not { } length || length <= 0)
        {
            return null;
        }

        var bytes = Math.Min(type == 31 ? length * 2L : length, set.Length - (at + 8L));
        if (bytes <= 0)
        {
            return null;
        }

        var text = (type == 31 ? System.Text.Encoding.Unicode : encoding).GetString(set, at + 8, (int)bytes);
        var end = text.IndexOf('\0', StringComparison.Ordinal);
        var tidy = TextCleaner.Clean(end < 0 ? text : text[..end]).Trim();
        return tidy.Length == 0 ? null : tidy;
    }

    /// <summary>Hundreds of nanoseconds since 1601.</summary>
    private static DateTimeOffset? Time(byte[] set, int at)
    {
        if (Number(set, at) != 64 || at + 12 > set.Length)
        {
            return null;
        }

        var time = BinaryPrimitives.ReadInt64LittleEndian(set.AsSpan(at + 4));
        return time > 0 && time < DateTime.MaxValue.ToFileTimeUtc() && DateTimeOffset.FromFileTime(time).ToUniversalTime() is { Year: > 1980 and < 2200 } date ? date : null;
    }

    private static int? Number(byte[] bytes, int at) => at >= 0 && at + 4 <= bytes.Length ? BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)) : null;
}
