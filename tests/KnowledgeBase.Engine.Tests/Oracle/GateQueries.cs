using System.Globalization;

namespace KnowledgeBase.Engine.Tests.Oracle;

/// <summary>Random queries, in the bracket syntax that both engines' search commands understand, over the fields of <see cref="GateCorpus"/>.</summary>
internal sealed class GateQueries(int seed)
{
    private static readonly string[] Fields = ["body", "title", "only", "freqs", "marks"];
    private readonly Random random = new(seed);
    private string? fuzzyField;
    private bool hasFuzzy;

    public List<string> Some(int count) => [.. Enumerable.Range(0, count).Select(_ => One())];

    /// <summary>
    /// At most one fuzzy query, on a field of its own: where its terms and another clause's are the same, Java keeps the statistics of either, depending
    /// on hash codes that differ from run to run.
    /// </summary>
    private string One()
    {
        fuzzyField = random.Next(3) == 0 ? Field() : null;
        hasFuzzy = false;
        return Query(0);
    }

    private string Query(int depth)
    {
        if (depth == 0)
        {
            return random.Next(10) < 4 ? Leaf() : Compound(1);
        }

        return depth < 3 && random.Next(4) == 0 ? Compound(depth + 1) : Leaf();
    }

    private string Compound(int depth)
    {
        int parts = 1 + random.Next(5);
        switch (random.Next(8))
        {
            case 0:
                return $"(boost {Factor()} {Query(depth)})";
            case 1:
                return $"(const {Query(depth)})";
            case 2:
                return $"(and {Parts(parts, () => Query(depth))})";
            case 3:
                return $"(or min={random.Next(1, parts + 2)} {Parts(parts, () => Query(depth))})";
            case 4 or 5:
                return $"(bool {(random.Next(3) == 0 ? $"min={random.Next(1, 3)} " : "")}{Parts(parts, () => $"({Occur()} {Query(depth)})")})";
            default:
                return $"(or {Parts(parts + 1, () => Query(depth))})";
        }
    }

    private string Leaf()
    {
        switch (random.Next(16))
        {
            case 0 or 1:
                return Phrase();
            case 2:
                string word = Word(350);
                return $"(prefix {Field()} {word[..Math.Min(word.Length, char.IsSurrogate(word, word.Length > 1 ? 1 : 0) ? 1 : random.Next(1, 4))]})";
            case 3:
                return $"(wildcard {Field()} {Pattern()})";
            case 4 when fuzzyField is not null && !hasFuzzy:
                hasFuzzy = true;
                return $"(fuzzy {fuzzyField} edits={random.Next(3)} prefix={random.Next(3)} max={(random.Next(3) == 0 ? random.Next(1, 6) : 50)} transpositions={(random.Next(4) == 0 ? "false" : "true")} {Word(350)})";
            case 5:
                return Range();
            case 6:
                return random.Next(3) switch
                {
                    0 => $"(termrange id d{random.Next(300)} d{random.Next(300, 999)})",
                    1 => $"(termrange body {Word(300)} *)",
                    _ => $"(termrange city * {Word(300)})",
                };
            case 7:
                return random.Next(4) == 0 ? "(all)" : $"(term place p{random.Next(220)})";
            case 8:
                return $"(term tags tag{random.Next(14)})";
            case 9:
                return random.Next(3) == 0 ? "(term huge small)" : $"(term hollow {Word(4)})";
            default:
                string field = Field();
                return $"(term {(field != fuzzyField ? field : field == "body" ? "title" : "body")} {Word(400)})";
        }
    }

    private string Phrase()
    {
        string field = fuzzyField == "body" ? "title" : random.Next(4) > 0 || fuzzyField == "title" ? "body" : "title";
        int slop = random.Next(3) * random.Next(4);
        int vocabulary = random.Next(3) == 0 ? 3 : 12;
        var words = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Word(vocabulary)).ToList();
        if (slop > 0 && field == "body")
        {
            // Where words are stacked on one position Java may take two different words for one repeated, depending on the first document it happens to
            // try: sloppy phrases with repeated words are compared on the titles, which have none stacked.
            words = [.. words.Distinct()];
        }

        return $"(phrase {field} slop={slop} {string.Join(' ', words.Select((w, i) => i > 0 && random.Next(8) == 0 ? "* " + w : w))})";
    }

    private string Pattern()
    {
        string word = Word(350);
        int at = random.Next(word.Length + 1);
        if (at > 0 && at < word.Length && char.IsLowSurrogate(word[at]))
        {
            at++;
        }

        return random.Next(4) switch
        {
            0 => word[..at] + "*",
            1 => "*" + word[at..],
            2 => word[..at] + "*" + (random.Next(2) == 0 ? "a" : "b?"),
            _ => word[..at] + "?" + word[at..],
        };
    }

    private string Range() => random.Next(3) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"(range when {random.Next(-45, 10)} {random.Next(-10, 45)})"),
        1 => string.Create(CultureInfo.InvariantCulture, $"(range spans {random.Next(900)} {(random.Next(3) == 0 ? "*" : random.Next(1000))})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"(range date {(random.Next(3) == 0 ? "*" : 86_400_000L * random.Next(-3000, 9000))} {86_400_000L * random.Next(5000, 20_000)})"),
    };

    private string Factor() => random.Next(6) switch
    {
        0 => "0",
        1 => "1",
        2 => "2.5",
        3 => "0.1",
        4 => "1000000",
        _ => (random.Next(1, 100) / 16.0).ToString(CultureInfo.InvariantCulture),
    };

    private string Occur() => random.Next(6) switch { 0 => "must", 1 => "filter", 2 => "not", _ => "should" };

    private string Field() => random.Next(10) is var n && n < Fields.Length ? Fields[n] : "body";

    private string Word(int vocabulary) => GateCorpus.Word(Math.Min(vocabulary - 1, (int)Math.Exp(random.NextDouble() * Math.Log(vocabulary + 1)) - 1));

    private static string Parts(int count, Func<string> part) => string.Join(' ', Enumerable.Range(0, count).Select(_ => part()));
}
