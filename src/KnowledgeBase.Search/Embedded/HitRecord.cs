using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnowledgeBase.Search.Embedded;

/// <summary>What a hit shows of a document, kept in a column of the index.</summary>
internal sealed record HitRecord(
    string Id, string Title, IReadOnlyList<string> Authors, string Language, string Format, string Collection, int? Year,
    IReadOnlyList<Label> Places, IReadOnlyList<Label> Themes, int PageCount, int UnreadPages, bool HasPages)
{
    public static HitRecord Of(IndexedDocument d) => new(
        d.Id, d.Title, d.Authors, d.Language, d.Format, d.Collection, d.Year, d.Places, d.Themes, d.PageCount, d.UnreadPages, d.HasPages);

    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, HitRecordJson.Default.HitRecord);

    public static HitRecord Decode(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize(bytes, HitRecordJson.Default.HitRecord)
        ?? throw new InvalidDataException("A record in the index is damaged.");

    public SearchHit ToHit(double score) => new()
    {
        Id = Id,
        Score = score,
        Title = Title,
        Authors = Authors,
        Language = Language,
        Format = Format,
        Collection = Collection,
        Year = Year,
        Places = Places,
        Themes = Themes,
        PageCount = PageCount,
        UnreadPages = UnreadPages,
        HasPages = HasPages,
    };
}

[JsonSerializable(typeof(HitRecord))]
internal sealed partial class HitRecordJson : JsonSerializerContext;
