namespace KnowledgeBase.Search.Querying;

/// <summary>A query that was read, and sentences on what was read differently from how it was typed.</summary>
public sealed record ParsedQuery(GroupNode Root, IReadOnlyList<SearchNotice> Notices)
{
    /// <summary>True for a sentence: its phrases are wanted and not demanded.</summary>
    public bool IsSentence { get; init; }
}

/// <summary>
/// Reads what people type. There are no errors: an operator without its words, a quote that never closes and an unknown
/// field are words like any other.
/// <code>
/// query  = { any }                              words side by side
/// any    = one { "OR" one }
/// one    = [ "+" | "-" | "NOT" ] ( "(" query ")" | phrase | field ":" value | word )
/// phrase = '"' words '"' [ "~" slop ]
/// </code>
/// <c>AND</c> between two makes both required. Operators are in capitals; in small letters they are words.
/// In a sentence there are no operators (<see cref="Prose"/>).
/// </summary>
public sealed class QueryParser
{
    /// <summary>Characters of a query that are read; the rest is left out with a notice.</summary>
    public const int MaxLength = 2000;

    /// <summary>Words and phrases of a query that are read.</summary>
    public const int MaxLeaves = 100;

    private const int MaxDepth = 12;
    private const int MaxSlop = 100;

    /// <summary>The fields that can be named, all in small letters.</summary>
    public static readonly IReadOnlyList<string> Fields =
        ["title", "author", "place", "year", "language", "format", "collection", "theme", "concept"];

    /// <summary>True for <c>field:value</c> with one of the fields.</summary>
    internal static bool IsField(string chunk) => FieldAt(chunk, 0) is { } field && chunk.Length > field.Length + 1;

    private readonly string _text;
    private readonly List<SearchNotice> _notices = [];
    private int _at;
    private int _leaves;

    private QueryParser(string text) => _text = text;

    public static ParsedQuery Parse(string? typed)
    {
        var text = typed ?? "";
        var parser = new QueryParser(text.Length > MaxLength ? text[..MaxLength] : text);
        if (text.Length > MaxLength)
        {
            parser._notices.Add(new SearchNotice(SearchBound.Characters, MaxLength));
        }

        var sentence = Prose.WordsOf(parser._text);
        var clauses = sentence is null ? parser.Whole() : parser.Sentence(sentence);

        if (parser._leaves > MaxLeaves)
        {
            parser._notices.Add(new SearchNotice(SearchBound.Words, MaxLeaves));
        }

        return new ParsedQuery(Root(clauses), parser._notices) { IsSentence = sentence is not null };
    }

    private List<QueryClause> Whole()
    {
        var clauses = new List<QueryClause>();
        while (!AtEnd)
        {
            clauses.AddRange(Sequence(0));
            _at++; // a closing bracket that nothing opened
        }

        return clauses;
    }

    private List<QueryClause> Sentence(IReadOnlyList<string> words) =>
        [.. words.SelectMany(w => Keep(Occur.Plain, WordReader.Words(w))), .. Keep(Occur.Plain, [.. Prose.Quoted(_text)])];

    private bool AtEnd => _at >= _text.Length;

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private static GroupNode Root(List<QueryClause> clauses) =>
        Unwrap(clauses) switch
        {
            null => GroupNode.Empty,
            GroupNode group => group,
            var node => new GroupNode([new QueryClause(Occur.Plain, node)]),
        };

    /// <summary>A group of one plain clause is that clause; a group of nothing is nothing.</summary>
    private static QueryNode? Unwrap(List<QueryClause> clauses) => clauses switch
    {
        [] => null,
        [{ Occur: Occur.Plain, Node: var only }] => only,
        _ => new GroupNode(clauses),
    };

    /// <summary>Reads up to the end or a closing bracket.</summary>
    private List<QueryClause> Sequence(int depth)
    {
        var clauses = new List<QueryClause>();
        while (true)
        {
            SkipSpace();
            if (AtEnd || Current == ')')
            {
                return clauses;
            }

            if (clauses.Count > 0 && Operator("OR") && One(depth) is { Count: > 0 } options)
            {
                var last = clauses[^1];
                clauses[^1] = new QueryClause(Occur.Plain, Either(Operand([last]), Operand(options)));
            }
            else if (clauses.Count > 0 && Operator("AND") && One(depth) is { Count: > 0 } both)
            {
                Require(clauses, clauses.Count - 1);
                clauses.AddRange(both);
                Require(clauses, clauses.Count - both.Count);
            }
            else
            {
                clauses.AddRange(One(depth));
            }
        }
    }

    private static void Require(List<QueryClause> clauses, int from)
    {
        for (var i = from; i < clauses.Count; i++)
        {
            clauses[i] = clauses[i] with { Occur = clauses[i].Occur == Occur.Plain ? Occur.Required : clauses[i].Occur };
        }
    }

    private static QueryNode Operand(List<QueryClause> clauses) => Unwrap(clauses)!;

    private static AlternativesNode Either(QueryNode left, QueryNode right)
    {
        var options = new List<QueryNode>();
        foreach (var side in (QueryNode[])[left, right])
        {
            options.AddRange(side is AlternativesNode alternatives ? alternatives.Options : [side]);
        }

        return new AlternativesNode(options);
    }

    /// <summary>One thing with its sign: usually one clause, none when there is nothing to search for.</summary>
    private List<QueryClause> One(int depth)
    {
        SkipSpace();
        var occur = Sign();
        if (Current == '(' && depth < MaxDepth)
        {
            _at++;
            var inner = Sequence(depth + 1);
            _at = Math.Min(_at + 1, _text.Length); // behind the closing bracket, or at the end
            return Unwrap(inner) is { } node ? [Clause(occur, node)] : [];
        }

        if (QueryText.IsQuote(Current) && Phrase() is { } phrase)
        {
            return phrase.Text.Length > 0 ? Keep(occur, [phrase]) : [];
        }

        return Keep(occur, Word());
    }

    private static QueryClause Clause(Occur occur, QueryNode node) => new(occur, node);

    private List<QueryClause> Keep(Occur occur, IReadOnlyList<QueryNode> nodes)
    {
        _leaves += nodes.Count;
        return _leaves > MaxLeaves ? [] : [.. nodes.Select(n => Clause(occur, n))];
    }

    private Occur Sign()
    {
        var start = _at;
        if (Operator("NOT"))
        {
            SkipSpace();
            if (StartsSomething(_at))
            {
                return Occur.Excluded;
            }

            _at = start;
        }

        if (Current is '+' or '-' && StartsSomething(_at + 1))
        {
            return _text[_at++] == '-' ? Occur.Excluded : Occur.Required;
        }

        return Occur.Plain;
    }

    private bool StartsSomething(int at) =>
        at < _text.Length && (QueryText.IsWordAt(_text, at) || _text[at] is '(' or '*' or '?' || QueryText.IsQuote(_text[at]));

    /// <summary>Steps over the operator if it stands here with something to search for behind it.</summary>
    private bool Operator(string name)
    {
        var end = _at + name.Length;
        if (string.CompareOrdinal(_text, _at, name, 0, name.Length) != 0 || end >= _text.Length
            || !char.IsWhiteSpace(_text[end]))
        {
            return false;
        }

        var next = end;
        while (next < _text.Length && char.IsWhiteSpace(_text[next]))
        {
            next++;
        }

        if (next >= _text.Length || _text[next] == ')')
        {
            return false;
        }

        _at = end;
        return true;
    }

    private void SkipSpace()
    {
        while (!AtEnd && char.IsWhiteSpace(Current))
        {
            _at++;
        }
    }

    /// <summary>The phrase that opens here, or null when no quote closes it: the quote is stepped over.</summary>
    private PhraseNode? Phrase()
    {
        var open = ++_at;
        var close = -1;
        for (var i = open; i < _text.Length; i++)
        {
            // A quote between letters is part of a Hebrew abbreviation; one before a letter closes only if no other does.
            if (QueryText.IsQuote(_text[i]))
            {
                close = close < 0 || !QueryText.IsWordAt(_text, i + 1) ? i : close;
                if (!QueryText.IsWordAt(_text, i + 1))
                {
                    break;
                }
            }
        }

        if (close < 0)
        {
            return null;
        }

        _at = close + 1;
        var slop = 0;
        if (Current == '~')
        {
            _at++;
            while (char.IsAsciiDigit(Current))
            {
                slop = Math.Min(MaxSlop, (slop * 10) + (_text[_at++] - '0'));
            }
        }

        return new PhraseNode(QueryText.Phrase(_text[open..close]), slop);
    }

    private IReadOnlyList<QueryNode> Word()
    {
        while (!AtEnd && Current is not (')' or '*') && !char.IsWhiteSpace(Current) && !QueryText.IsWordAt(_text, _at))
        {
            _at++;
        }

        if (FieldAt(_text, _at) is { } field && _at + field.Length is var colon && StartsValue(field, colon + 1))
        {
            _at = colon + 1;
            var value = QueryText.IsQuote(Current) && Phrase() is { } phrase ? phrase.Text
                : field == "year" ? Chunk().Trim(',', ';', '?')
                : QueryText.Phrase(Chunk());
            if (WordReader.Field(field, value) is { } known)
            {
                return [known];
            }

            _at = colon + 1;
            return [new WordNode(field)];
        }

        return WordReader.Words(Chunk());
    }

    /// <summary>The field whose name stands here with a colon behind it, or null.</summary>
    private static string? FieldAt(string text, int at) => Fields.FirstOrDefault(f =>
        at + f.Length < text.Length && text[at + f.Length] == ':' && string.Compare(text, at, f, 0, f.Length, StringComparison.OrdinalIgnoreCase) == 0);

    private bool StartsValue(string field, int at) =>
        at < _text.Length && (QueryText.IsWordAt(_text, at) || QueryText.IsQuote(_text[at])
            || (field == "year" && _text[at] == '.'));

    /// <summary>Everything up to a space or a bracket that closes a group; brackets within it belong to it.</summary>
    private string Chunk()
    {
        var start = _at;
        var open = 0;
        for (; !AtEnd && !char.IsWhiteSpace(Current); _at++)
        {
            if (Current == '(')
            {
                open++;
            }
            else if (Current == ')' && open-- == 0)
            {
                break;
            }
        }

        return _text[start.._at];
    }
}
