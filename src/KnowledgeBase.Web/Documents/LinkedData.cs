using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeBase.Catalogue;

namespace KnowledgeBase.Web.Documents;

/// <summary>The record as JSON-LD in the terms of schema.org, for harvesters and search engines.</summary>
public static class LinkedData
{
    /// <summary>Safe inside a script element: the encoder writes &lt;, &gt; and &amp; as escapes.</summary>
    public static string Of(DocumentRecord record, string archive, string address, string fileAddress)
    {
        var report = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Report",
            ["@id"] = address,
            ["url"] = address,
            ["identifier"] = record.Identifier.Length > 0 ? record.Identifier : record.Id,
            ["name"] = record.Title,
            ["publisher"] = new JsonObject { ["@type"] = "Organization", ["name"] = archive },
            ["isAccessibleForFree"] = record.Visibility == DocumentVisibility.Public,
            ["dateModified"] = record.Changed.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        };
        if (record.Summary.Length > 0) report["abstract"] = record.Summary;
        if (record.RecordType.Length > 0) report["genre"] = record.RecordType;
        if (record.Year is { } year) report["datePublished"] = year.ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
        if (record.Period.Length > 0) report["temporalCoverage"] = record.Period;
        if (record.Language != "und") report["inLanguage"] = record.Language;
        if (record.LeadBody.Length > 0) report["sourceOrganization"] = new JsonObject { ["@type"] = "Organization", ["name"] = record.LeadBody };
        if (record.Rights.Length > 0) report["license"] = record.Rights;
        if (record.Authors.Count > 0)
            report["author"] = new JsonArray([.. record.Authors.Select(a => (JsonNode)new JsonObject
            {
                ["@type"] = a.Contains(", ", StringComparison.Ordinal) ? "Person" : "Organization",
                ["name"] = a,
            })]);
        if (record.Places.Count > 0)
            report["spatialCoverage"] = new JsonArray([.. record.Places.Select(p => (JsonNode)new JsonObject { ["@type"] = "Place", ["name"] = p.Label })]);
        if (record.Themes.Count > 0)
            report["about"] = new JsonArray([.. record.Themes.Select(t => (JsonNode)new JsonObject { ["@type"] = "DefinedTerm", ["name"] = Themes.Find(t)?.English ?? t })]);
        if (record.Files.Count > 0)
            report["encoding"] = new JsonObject
            {
                ["@type"] = "MediaObject",
                ["contentUrl"] = fileAddress,
                ["encodingFormat"] = record.Files[0].MediaType,
                ["contentSize"] = record.Files[0].Size,
                ["sha256"] = record.Files[0].Sha256,
            };
        return report.ToJsonString(JsonSerializerOptions.Default);
    }
}
