namespace KnowledgeBase.Engine.Tests.Oracle;

/// <summary>A logical dump with documents called by their stored id and lines in order of that, so that indexes whose documents stand in another order compare.</summary>
internal static class ByIdentity
{
    public static string Of(string dump)
    {
        string[] lines = dump.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var ids = lines.Select(l => l.Split('\t')).Where(c => c is ["v", _, "id", "string", _]).ToDictionary(c => c[1], c => c[4]);
        var result = new List<string>();
        var group = new List<string>();
        string kind = "";
        void End()
        {
            if (kind is "p" or "n" or "d" or "x" or "v")
            {
                result.AddRange(group.Order(StringComparer.Ordinal));
            }
            else
            {
                result.AddRange(group);
            }

            group.Clear();
        }

        foreach (string line in lines)
        {
            string[] columns = line.Split('\t');
            if (columns[0] != kind)
            {
                End();
                kind = columns[0];
            }

            int at = kind switch { "p" or "v" => 1, "n" => 2, "d" or "x" => 3, _ => 0 };
            if (at > 0)
            {
                columns[at] = ids[columns[at]];
            }

            group.Add(string.Join('\t', columns));
        }

        End();
        return string.Join('\n', result);
    }
}
