using System.Globalization;
using System.Text;

namespace KnowledgeBase.Search.Querying;

/// <summary>
/// A typed query as a small tree. <see cref="object.ToString"/> prints it in the query language, and parsing what was
/// printed gives an equal tree again.
/// </summary>
public abstract record QueryNode
{
    /// <summary>Writes the node in the query language.</summary>
    internal abstract void Print(StringBuilder to);

    public sealed override string ToString()
    {
        var to = new StringBuilder();
        Print(to);
        return to.ToString();
    }
}

/// <summary>A word as typed; the analysis may see several in it (<c>COM(2019)</c>, a run of Chinese).</summary>
public sealed record WordNode(string Text) : QueryNode
{
    internal override void Print(StringBuilder to) => to.Append(Text);
}

/// <summary>Words that stand in this order, at most <paramref name="Slop"/> moves of a word apart.</summary>
public sealed record PhraseNode(string Text, int Slop) : QueryNode
{
    internal override void Print(StringBuilder to)
    {
        to.Append('"').Append(Text).Append('"');
        if (Slop > 0)
        {
            to.Append('~').Append(Slop.ToString(CultureInfo.InvariantCulture));
        }
    }
}

/// <summary>A word with <c>*</c> for any letters and <c>?</c> for one.</summary>
public sealed record WildcardNode(string Pattern) : QueryNode
{
    internal override void Print(StringBuilder to) => to.Append(Pattern);
}

/// <summary>A word or one that differs from it in up to <paramref name="Edits"/> letters (1 or 2).</summary>
public sealed record FuzzyNode(string Text, int Edits) : QueryNode
{
    internal override void Print(StringBuilder to) =>
        to.Append(Text).Append('~').Append(Edits == 2 ? "" : Edits.ToString(CultureInfo.InvariantCulture));
}

/// <summary>A value of a field of the record.</summary>
/// <param name="Field">One of <see cref="QueryParser.Fields"/>, never <c>year</c>.</param>
/// <param name="Value">As typed; several words stand together.</param>
public sealed record FieldNode(string Field, string Value) : QueryNode
{
    internal override void Print(StringBuilder to)
    {
        to.Append(Field).Append(':');
        _ = Value.Contains(' ', StringComparison.Ordinal) ? to.Append('"').Append(Value).Append('"') : to.Append(Value);
    }
}

/// <summary>Years from and to, both included; an open end is null.</summary>
public sealed record YearNode(int? From, int? To) : QueryNode
{
    internal override void Print(StringBuilder to)
    {
        to.Append("year:").Append(From?.ToString(CultureInfo.InvariantCulture));
        if (From != To)
        {
            to.Append("..").Append(To?.ToString(CultureInfo.InvariantCulture));
        }
    }
}

/// <summary>Any of these.</summary>
public sealed record AlternativesNode(IReadOnlyList<QueryNode> Options) : QueryNode
{
    internal override void Print(StringBuilder to)
    {
        for (var i = 0; i < Options.Count; i++)
        {
            to.Append(i > 0 ? " OR " : "");
            var nested = Options[i] is GroupNode or AlternativesNode;
            to.Append(nested ? "(" : "");
            Options[i].Print(to);
            to.Append(nested ? ")" : "");
        }
    }

    public bool Equals(AlternativesNode? other) => other is not null && Options.SequenceEqual(other.Options);

    public override int GetHashCode() => Options.Aggregate(17, HashCode.Combine);
}

/// <summary>How a clause of a group counts.</summary>
public enum Occur
{
    /// <summary>One of the words that are searched for.</summary>
    Plain,

    /// <summary>Must match in any case.</summary>
    Required,

    /// <summary>Must not match.</summary>
    Excluded,
}

public readonly record struct QueryClause(Occur Occur, QueryNode Node);

/// <summary>Clauses side by side.</summary>
public sealed record GroupNode(IReadOnlyList<QueryClause> Clauses) : QueryNode
{
    public static readonly GroupNode Empty = new([]);

    internal override void Print(StringBuilder to)
    {
        for (var i = 0; i < Clauses.Count; i++)
        {
            var (occur, node) = Clauses[i];
            to.Append(i > 0 ? " " : "").Append(occur switch { Occur.Required => "+", Occur.Excluded => "-", _ => "" });
            var nested = node is GroupNode || (node is AlternativesNode && occur != Occur.Plain);
            to.Append(nested ? "(" : "");
            node.Print(to);
            to.Append(nested ? ")" : "");
        }
    }

    public bool Equals(GroupNode? other) => other is not null && Clauses.SequenceEqual(other.Clauses);

    public override int GetHashCode() => Clauses.Aggregate(19, HashCode.Combine);
}
