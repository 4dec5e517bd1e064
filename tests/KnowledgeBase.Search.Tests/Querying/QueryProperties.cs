using FsCheck;
using FsCheck.Fluent;
using KnowledgeBase.Search.Querying;

namespace KnowledgeBase.Search.Tests.Querying;

public class QueryProperties
{
    private static readonly Gen<string> Typed = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string?>().Select(s => s ?? ""),
        Gen.Elements("a", "città", "OR", "NOT", "AND", "\"", "(", ")", "-", "+", "*", "?", "~", "~3", ":", "title:", "year:", "2001..", " ", "  ",
            "城市规划", "ab\"cd", "“", "»", "é", "\u0301", "\ud83d", "\udeb2", "|", "\\", "..", "\t", "3", "x(y)").ArrayOf().Select(string.Concat));

    private static readonly Gen<string> Words = Gen.Elements("a", "città", "ciclabile", "城市", "2001", "Straße", "x-y", "U.E", "or", "תב\"ע");

    [Fact]
    public void Any_string_is_read_and_what_is_printed_reads_the_same() =>
        Prop.ForAll(Typed.ToArbitrary(), typed =>
        {
            var read = QueryParser.Parse(typed).Root;
            return QueryParser.Parse(read.ToString()).Root.Equals(read).Label($"{typed} -> {read} -> {QueryParser.Parse(read.ToString()).Root}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Any_tree_is_read_back_from_its_print() =>
        Prop.ForAll(Group(3).Where(t => t.ToString().Length < QueryParser.MaxLength).ToArbitrary(), tree =>
            QueryParser.Parse(tree.ToString()).Root.Equals(tree).Label($"{tree} -> {QueryParser.Parse(tree.ToString()).Root}"))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static Gen<GroupNode> Group(int depth) =>
        from size in Gen.Choose(1, 3)
        from clauses in Clause(depth).ListOf(size)
        where !(clauses is [{ Occur: Occur.Plain, Node: GroupNode }])
        select new GroupNode(clauses.ToList());

    private static Gen<QueryClause> Clause(int depth) =>
        from occur in Gen.Elements(Occur.Plain, Occur.Required, Occur.Excluded)
        from node in depth <= 0 ? Leaf() : Gen.OneOf(Leaf(), Alternatives(depth - 1).Select(a => (QueryNode)a), Group(depth - 1).Select(a => (QueryNode)a))
        where node is not GroupNode { Clauses: [] or [{ Occur: Occur.Plain }] }
        select new QueryClause(occur, node);

    private static Gen<AlternativesNode> Alternatives(int depth) =>
        from options in Gen.OneOf(Leaf(), Group(depth).Where(g => g.Clauses.Count > 1).Select(g => (QueryNode)g)).ListOf(2)
        select new AlternativesNode(options.ToList());

    private static Gen<QueryNode> Leaf() => Gen.OneOf(
        Words.Select(w => (QueryNode)new WordNode(w)),
        Words.Where(w => !w.Contains('-') && !w.Contains('.') && !w.Contains('"')).Select(w => (QueryNode)new WildcardNode(w + "*")),
        from w in Words from e in Gen.Choose(1, 2) select (QueryNode)new FuzzyNode(w, e),
        from w in Words.ListOf(2) from s in Gen.Choose(0, 9) select (QueryNode)new PhraseNode(string.Join(' ', w), s),
        from f in Gen.Elements("title", "author", "place") from w in Words.ListOf(2) select (QueryNode)new FieldNode(f, string.Join(' ', w)),
        from y in Gen.Choose(1900, 2030) from n in Gen.Choose(0, 20) select (QueryNode)new YearNode(y, y + n));
}
