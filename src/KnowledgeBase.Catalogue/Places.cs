using System.Collections.Frozen;

namespace KnowledgeBase.Catalogue;

/// <summary>
/// Places under all their names: <c>Turin</c>, <c>Torino</c> and <c>Turín</c> are one. A place nobody listed gets a slug of its own name.
/// </summary>
public static class Places
{
    private static readonly List<(Place Place, IReadOnlyList<string> Names)> Listed = [];
    private static readonly FrozenDictionary<string, Place> Names = Read();

    /// <summary>The listed places with all their names, the place's own first.</summary>
    public static IReadOnlyList<(Place Place, IReadOnlyList<string> Names)> All => Listed;

    /// <summary>The place behind a name. With a country code, as in "Valencia (VE)" or "Valencia, VE", a listed place of another country is not taken.</summary>
    /// <returns>Null when the name holds no letter or digit.</returns>
    public static Place? Find(string name, string country = "")
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(country);
        var (bare, code) = Split(name.Trim());
        code = (code.Length > 0 ? code : country).ToUpperInvariant();
        var slug = Slug.Of(bare);
        if (slug.Length == 0)
        {
            return null;
        }

        if (!Names.TryGetValue(slug, out var listed))
        {
            return new Place(slug, bare, code);
        }

        return code.Length == 0 || listed.Country == code
            ? listed
            : new Place($"{slug}-{code.ToLowerInvariant()}", bare, code);
    }

    private static (string Name, string Country) Split(string name)
    {
        if (name.Length > 4 && name[^1] == ')' && name[^4] == '(' && IsCode(name[^3..^1]))
        {
            return (name[..^4].TrimEnd(), name[^3..^1]);
        }

        var comma = name.LastIndexOf(',');
        return comma > 0 && IsCode(name[(comma + 1)..].Trim())
            ? (name[..comma].TrimEnd(), name[(comma + 1)..].Trim())
            : (name, "");
    }

    private static bool IsCode(string text) => text.Length == 2 && text.All(char.IsAsciiLetterUpper);

    /// <summary>The list: country, label, other names; tab between columns, '|' between names.</summary>
    private static FrozenDictionary<string, Place> Read()
    {
        using var stream = typeof(Places).Assembly.GetManifestResourceStream("places.tsv")!;
        using var reader = new StreamReader(stream);
        var names = new Dictionary<string, Place>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var columns = line.Split('\t');
            var place = new Place(Slug.Of(columns[1]), columns[1], columns[0]);
            names.Add(place.Slug, place);
            string[] others = columns.Length > 2 ? columns[2].Split('|') : [];
            Listed.Add((place, [place.Label, .. others]));
            foreach (var other in others)
            {
                names.TryAdd(Slug.Of(other), place);
            }
        }

        return names.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
