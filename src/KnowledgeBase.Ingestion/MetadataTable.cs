using System.Globalization;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion.Describing;

namespace KnowledgeBase.Ingestion;

/// <summary>The records as a table: out for a spreadsheet, and back in with a person's corrections.</summary>
public static class MetadataTable
{
    /// <summary>A header and a row for each document, as they stand in the file.</summary>
    public static IEnumerable<string> Rows(DocumentCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        yield return Row(["id", "file", .. RecordFields.All]);
        foreach (var id in catalogue.AllIds())
        {
            if (catalogue.Find(id, DocumentVisibility.Draft) is { } record)
            {
                var values = Values(record);
                yield return Row([record.Id, record.Files[0].Sources[0].Name, .. RecordFields.All.Select(f => values[f])]);
            }
        }
    }

    /// <summary>
    /// Takes a table back: each cell that differs from the record is a person's word on that field, the others change nothing.
    /// Rows are found by their <c>id</c>.
    /// </summary>
    /// <returns>Documents changed, and what could not be taken, a sentence each.</returns>
    public static (int Changed, IReadOnlyList<string> Problems) Import(DocumentCatalogue catalogue, TextReader reader, string by)
    {
        var rows = Csv.Read(reader.ReadToEnd()).ToList();
        if (rows.Count == 0 || !rows[0].Contains("id"))
        {
            return (0, ["The table has no column “id”."]);
        }

        var changed = 0;
        var problems = new List<string>();
        foreach (var (line, row) in rows.Index().Skip(1))
        {
            var cells = rows[0].Zip(row).GroupBy(c => c.First, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Second, StringComparer.Ordinal);
            var id = cells.GetValueOrDefault("id", "");
            if (catalogue.Find(id, DocumentVisibility.Draft) is not { } record)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"Row {line + 1}: there is no document “{id}”."));
                continue;
            }

            var present = Values(record);
            var different = cells.Where(c => present.TryGetValue(c.Key, out var value) && Csv.Unguard(c.Value) != value).ToList();
            var metadata = Sidecar.Read(different);
            problems.AddRange(metadata.Problems.Select(p => string.Create(CultureInfo.InvariantCulture, $"Row {line + 1}: {p}")));
            if (metadata.Change != RecordChange.Nothing)
            {
                catalogue.Edit(id, metadata.Change, by);
                changed++;
            }
        }

        return (changed, problems);
    }

    private static string Row(IReadOnlyList<string> cells)
    {
        using var writer = new StringWriter();
        Csv.Write(writer, cells);
        return writer.ToString();
    }

    private static Dictionary<string, string> Values(DocumentRecord record) =>
        MetadataField.All.Values.ToDictionary(f => f.Name, f => string.Join(" | ", f.Of(record)), StringComparer.Ordinal);
}
