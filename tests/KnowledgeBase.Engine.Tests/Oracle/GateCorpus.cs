using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KnowledgeBase.Engine.Tests.Oracle;

/// <summary>
/// Lines that make an index with every kind of field and every awkward shape: sparse and empty fields, gaps and stacked positions, payloads, huge terms,
/// terms outside ASCII, columns dense and sparse, segments of one document, updates and deletes.
/// </summary>
internal sealed class GateCorpus
{
    public const int MostTermBytes = 32766;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Random random;
    private readonly List<string> lines = [];
    private readonly int first;

    public GateCorpus(int seed, int documents, int flushEvery = 0, bool deletes = true, int first = 0)
    {
        random = new Random(seed);
        this.first = first;
        for (int i = 0; i < documents; i++)
        {
            lines.Add(Document(first + i, null));
            if (flushEvery > 0 && random.Next(flushEvery) == 0)
            {
                Flush();
            }

            if (deletes && i > 3 && random.Next(12) == 0)
            {
                DeleteOrUpdate(first + random.Next(i));
            }
        }

        if (deletes)
        {
            lines.Add("""{"op":"commit","user":{"step":"one","città":"Genova"}}""");
            for (int i = 0; i < documents / 20; i++)
            {
                lines.Add(Delete("id", $"d{first + random.Next(documents)}"));
            }
        }
    }

    public IReadOnlyList<string> Lines => lines;

    /// <summary>Words by rank; neighbours look alike, so that patterns and near spellings find several.</summary>
    public static string Word(int rank)
    {
        if (rank % 37 == 36)
        {
            return "ré" + (char)('a' + (rank % 7)) + "ш";
        }

        if (rank % 53 == 52)
        {
            return "城\U0001F306" + (char)('a' + (rank % 5));
        }

        var word = new StringBuilder();
        for (int v = rank + 5; v > 0; v /= 5)
        {
            word.Append("abcde"[v % 5]);
        }

        return word.ToString();
    }

    public static string Delete(string field, string term) => JsonSerializer.Serialize(new { op = "delete", term = new[] { field, term } }, Plain);

    /// <summary>A rank, the small ones by far the commonest.</summary>
    public int Rank(int vocabulary) => Math.Min(vocabulary - 1, (int)Math.Exp(random.NextDouble() * Math.Log(vocabulary + 1)) - 1);

    private void Flush()
    {
        lines.Add("""{"op":"flush"}""");
        if (random.Next(3) == 0)
        {
            // A segment of a single document.
            lines.Add(Document(first + 100_000 + lines.Count, null));
            lines.Add("""{"op":"flush"}""");
        }
    }

    private void DeleteOrUpdate(int number)
    {
        switch (random.Next(4))
        {
            case 0:
                lines.Add(Delete("place", $"p{random.Next(200)}"));
                break;
            case 1:
                lines.Add(Delete("body", Word(250 + random.Next(100))));
                break;
            case 2:
                lines.Add(Document(number, ["id", $"d{number}"]));
                break;
            default:
                lines.Add(Delete("id", $"d{number}"));
                break;
        }
    }

    private string Document(int number, string[]? replaces)
    {
        var fields = new List<object>();
        void Add(string name, string type, object value) => fields.Add(new { n = name, t = type, v = value });
        Add("id", "keyword", $"d{number}");
        Add("id", "stored", $"d{number}");
        Add("place", "keyword", $"p{random.Next(200)}");
        fields.Add(new { n = "body", t = "text", v = Tokens(number % 40 == 7 ? 1500 : random.Next(60), 350) });
        if (random.Next(5) != 0)
        {
            fields.Add(new { n = "title", t = "text", opts = "offsets", v = WithOffsets(random.Next(1, 8), false) });
        }

        if (random.Next(3) == 0)
        {
            fields.Add(new { n = "marks", t = "text", opts = "offsets", norms = false, v = WithOffsets(random.Next(1, 5), true) });
        }

        if (random.Next(3) == 0)
        {
            fields.Add(new { n = "tags", t = "text", norms = false, v = Payloads() });
        }

        fields.Add(new { n = "only", t = "text", opts = "docs", v = Words(random.Next(6), 40) });
        fields.Add(new { n = "freqs", t = "text", opts = "freqs", v = Words(random.Next(9), 20) });
        if (random.Next(6) == 0)
        {
            fields.Add(new { n = "hollow", t = "text", v = random.Next(3) == 0 ? Words(1, 4) : [] });
        }

        if (number == 11 || random.Next(150) == 0)
        {
            fields.Add(new { n = "huge", t = "text", v = Huge() });
        }

        Columns(number, Add);
        Stored(Add);
        return JsonSerializer.Serialize(replaces is null ? (object)new { op = "add", fields } : new { op = "update", term = replaces, fields }, Plain);
    }

    private void Columns(int number, Action<string, string, object> add)
    {
        long day = 86_400_000L * random.Next(-3000, 20_000);
        add("date", "point", day);
        add("date", "dvnum", day);
        add("one", "dvnum", 17L);
        add("rank", "dvnum", (long)(random.Next(5) * random.Next(5)));
        add("drift", "dvnum", (number * 1000L) + random.Next(100) + (number > 900 ? 1L << 40 : 0));
        add("city", "dvsorted", Word(random.Next(400)));
        add("sigd", "dvbin", $"hex:{random.Next(1 << 16):x4}");
        if (random.Next(4) == 0)
        {
            add("size", "dvnum", random.Next(8) == 0 ? (random.Next(2) == 0 ? long.MinValue : long.MaxValue) : random.NextInt64(-5000, 1 << 20));
            add("when", "point", random.NextInt64(-40, 40));
            add("district", "dvsorted", Word(random.Next(20)));
            add("sig", "dvbin", new string('s', random.Next(30)));
        }

        if (random.Next(60) == 0)
        {
            add("rare", "dvnum", (long)number);
        }

        for (int i = random.Next(4); i > 0; i--)
        {
            add("years", "dvsnum", 1990L + random.Next(40));
            add("topics", "dvsset", "topic/" + Word(random.Next(90)));
            add("spans", "point", random.NextInt64(0, 1000));
        }

        add("marksnum", "dvsnum", (long)random.Next(3));
        add("kinds", "dvsset", "kind" + random.Next(3));
    }

    private void Stored(Action<string, string, object> add)
    {
        if (random.Next(6) == 0)
        {
            return;
        }

        add("pages", "storedint", random.Next() - (1 << 30));
        add("weight", "storeddouble", random.Next(4000) / 16.0);
        add("share", "storedfloat", random.Next(100) / 8.0);
        add("stamp", "storedlong", random.Next(2) == 0 ? 86_400_000L * random.Next(20_000) : random.NextInt64(long.MinValue, long.MaxValue));
        add("raw", "storedbytes", Convert.ToHexStringLower(Bytes(random.Next(40))));
        if (random.Next(100) == 0)
        {
            add("text", "stored", string.Concat(Enumerable.Range(0, 30_000).Select(_ => Word(Rank(50)) + " ")));
        }
    }

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private object[] Words(int count, int vocabulary) => [.. Enumerable.Range(0, count).Select(_ => Word(Rank(vocabulary)))];

    private object[] Tokens(int count, int vocabulary) =>
        [.. Enumerable.Range(0, count).Select(i => i > 0 && random.Next(15) == 0 ? new object[] { Word(Rank(vocabulary)), random.Next(4) } : (object)Word(Rank(vocabulary)))];

    private List<object> WithOffsets(int count, bool payloads)
    {
        var tokens = new List<object>();
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            string word = Word(Rank(80));
            tokens.Add(payloads && random.Next(2) == 0
                ? new object[] { word, 1, at, at + word.Length, Convert.ToHexStringLower(Bytes(random.Next(1, 9))) }
                : [word, 1, at, at + word.Length]);
            at += word.Length + random.Next(3);
        }

        return tokens;
    }

    private object[] Payloads() => [.. Enumerable.Range(0, 3).Select(_ => new object[] { "tag" + random.Next(12), 1, 0, 0, Convert.ToHexStringLower(Bytes(random.Next(1, 3))) })];

    private object[] Huge()
    {
        var head = Bytes(2);
        return ["hex:" + Convert.ToHexStringLower([.. head, .. Enumerable.Repeat((byte)random.Next(256), MostTermBytes - 2)]), "hex:" + string.Create(CultureInfo.InvariantCulture, $"{head[0]:x2}ff00"), "small"];
    }
}
