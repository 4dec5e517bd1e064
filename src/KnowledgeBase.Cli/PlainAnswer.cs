using System.Text.Json;

namespace KnowledgeBase.Cli;

/// <summary>A JSON answer as lines for a person: a name and its value, lists as one line an entry.</summary>
internal static class PlainAnswer
{
    public static void Print(JsonElement answer, TextWriter to, string indent = "")
    {
        var width = answer.EnumerateObject().Select(p => Words(p.Name).Length).DefaultIfEmpty().Max();
        foreach (var property in answer.EnumerateObject())
        {
            var label = indent + Words(property.Name).PadRight(width + 2);
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    to.WriteLine($"{indent}{Words(property.Name)}:");
                    Print(property.Value, to, indent + "  ");
                    break;
                case JsonValueKind.Array:
                    to.WriteLine($"{label}{(property.Value.GetArrayLength() == 0 ? "none" : "")}".TrimEnd());
                    foreach (var entry in property.Value.EnumerateArray())
                    {
                        to.WriteLine($"{indent}  - {Line(entry)}");
                    }

                    break;
                default:
                    to.WriteLine(label + property.Value);
                    break;
            }
        }
    }

    private static string Line(JsonElement entry) => entry.ValueKind == JsonValueKind.Object
        ? string.Join("  ", entry.EnumerateObject().Select(p => p.Value.ToString()).Where(v => v.Length > 0))
        : entry.ToString();

    /// <summary>"unreadPages" as "Unread pages".</summary>
    private static string Words(string name)
    {
        var spaced = string.Concat(name.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
        return char.ToUpperInvariant(spaced[0]) + spaced[1..];
    }
}
