using System.Globalization;
using System.Text;
using KnowledgeBase.Engine.Searching;

namespace KnowledgeBase.Cli.Lucene;

/// <summary>
/// The bracket syntax of the command line's engine queries: <c>( name argument … )</c> with bare or "quoted" atoms, options as key=value atoms; a term
/// written <c>hex:00ff</c> stands for those bytes.
/// </summary>
public sealed class QueryParser
{
    private readonly string text;
    private int at;

    private QueryParser(string text) => this.text = text;

    /// <exception cref="FormatException">The text is no query; the message says why.</exception>
    public static Query Parse(string text)
    {
        var parser = new QueryParser(text);
        object tree = parser.Read(0);
        parser.SkipSpace();
        return parser.at == text.Length ? parser.Build(tree) : throw parser.Wrong("text after the query");
    }

    private FormatException Wrong(string what) => new($"{what}: {text}");

    private void SkipSpace()
    {
        while (at < text.Length && text[at] <= ' ')
        {
            at++;
        }
    }

    private object Read(int depth)
    {
        if (depth > 200)
        {
            throw Wrong("nested too deeply");
        }

        SkipSpace();
        if (at >= text.Length)
        {
            throw Wrong("unexpected end");
        }

        if (text[at] == '(')
        {
            at++;
            var list = new List<object>();
            while (true)
            {
                SkipSpace();
                if (at >= text.Length)
                {
                    throw Wrong("missing )");
                }

                if (text[at] == ')')
                {
                    at++;
                    return list;
                }

                list.Add(Read(depth + 1));
            }
        }

        var atom = new StringBuilder();
        if (text[at] == '"')
        {
            for (at++; at < text.Length && text[at] != '"'; at++)
            {
                if (text[at] == '\\' && at + 1 < text.Length)
                {
                    at++;
                }

                atom.Append(text[at]);
            }

            if (at++ >= text.Length)
            {
                throw Wrong("missing \"");
            }
        }
        else
        {
            while (at < text.Length && text[at] > ' ' && text[at] is not ('(' or ')'))
            {
                atom.Append(text[at++]);
            }

            if (atom.Length == 0)
            {
                throw Wrong("unexpected )");
            }
        }

        return atom.ToString();
    }

    private Query Build(object node)
    {
        var list = List(node);
        string name = Atom(list, 0);
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var arguments = new List<object>();
        foreach (object item in list.Skip(1))
        {
            int equal = item is string s ? s.IndexOf('=', StringComparison.Ordinal) : -1;
            if (equal > 0)
            {
                options[((string)item)[..equal]] = ((string)item)[(equal + 1)..];
            }
            else
            {
                arguments.Add(item);
            }
        }

        switch (name)
        {
            case "all":
                return new MatchAllQuery();
            case "term":
                return new TermQuery(Atom(arguments, 0), Term(Atom(arguments, 1)));
            case "and" or "or" or "bool":
                return new BooleanQuery(arguments.Select(a => Clause(List(a), name == "and")), Int(options, "min", 0));
            case "phrase":
                var parts = arguments.Skip(1).Select((_, i) => (Text: Atom(arguments, i + 1), Position: i)).Where(p => p.Text != "*");
                return new PhraseQuery(Atom(arguments, 0), parts.Select(p => new PhrasePart(Term(p.Text), p.Position)), Int(options, "slop", 0));
            case "near":
                return new NearQuery(Atom(arguments, 0), arguments.Skip(1).Select((_, i) => new ValueList<WeightedTerm>([new WeightedTerm(Term(Atom(arguments, i + 1)))])), Int(options, "slop", 0), options.GetValueOrDefault("ordered") == "true");
            case "group":
                return new TermGroupQuery(Atom(arguments, 0), arguments.Skip(1).Select((_, i) => new WeightedTerm(Term(Atom(arguments, i + 1)))));
            case "dismax":
                return new DisjunctionMaxQuery(arguments.Select(Build), float.Parse(options.GetValueOrDefault("tie", "0"), CultureInfo.InvariantCulture));
            case "prefix":
                return new PrefixQuery(Atom(arguments, 0), Term(Atom(arguments, 1)));
            case "wildcard":
                return new WildcardQuery(Atom(arguments, 0), Atom(arguments, 1));
            case "fuzzy":
                return new FuzzyQuery(Atom(arguments, 0), Term(Atom(arguments, 1)), Int(options, "edits", 2), Int(options, "prefix", 0), Int(options, "max", 50), options.GetValueOrDefault("transpositions", "true") == "true");
            case "range":
                return new PointRangeQuery(Atom(arguments, 0), Number(Atom(arguments, 1), long.MinValue), Number(Atom(arguments, 2), long.MaxValue));
            case "termrange":
                return new TermRangeQuery(Atom(arguments, 0), Open(Atom(arguments, 1)), Open(Atom(arguments, 2)));
            case "boost":
                return new BoostQuery(Build(arguments[1]), float.Parse(Atom(arguments, 0), CultureInfo.InvariantCulture));
            case "const":
                return new ConstantScoreQuery(Build(arguments[0]));
            default:
                throw Wrong($"unknown operator {name}");
        }
    }

    private Clause Clause(List<object> list, bool required) => Atom(list, 0) switch
    {
        "filter" => new Clause(Occur.Filter, Build(list[1])),
        "not" => new Clause(Occur.Not, Build(list[1])),
        "must" => new Clause(Occur.Must, Build(list[1])),
        "should" => new Clause(Occur.Should, Build(list[1])),
        _ => new Clause(required ? Occur.Must : Occur.Should, Build(list)),
    };

    private List<object> List(object node) => node as List<object> ?? throw Wrong($"expected ( … ) near {node}");

    private string Atom(List<object> list, int index) => index < list.Count && list[index] is string atom ? atom : throw Wrong("a word is missing");

    private static TermBytes? Open(string text) => text == "*" ? default(TermBytes?) : Term(text);

    private static TermBytes Term(string text) => text.StartsWith("hex:", StringComparison.Ordinal) ? new TermBytes(Convert.FromHexString(text.AsSpan(4))) : new TermBytes(text);

    private static int Int(Dictionary<string, string> options, string key, int otherwise) => options.TryGetValue(key, out string? value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    private static long Number(string text, long open) => text == "*" ? open : long.Parse(text, CultureInfo.InvariantCulture);
}
