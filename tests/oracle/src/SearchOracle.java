import java.io.BufferedReader;
import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NoLockFactory;
import org.apache.lucene.util.BytesRef;

/** Runs queries in a small bracket syntax and prints the best documents with the bits of their scores. */
public final class SearchOracle {
  public static void main(String[] args) throws Exception {
    System.exit(run(args, System.out));
  }

  static int run(String[] args, PrintStream answer) throws Exception {
    Map<String, String> opt = new HashMap<>();
    int a = 0;
    while (a < args.length && args[a].startsWith("--")) {
      int eq = args[a].indexOf('=');
      if (eq < 0) return usage();
      opt.put(args[a].substring(2, eq), args[a].substring(eq + 1));
      a++;
    }
    if (args.length - a != 2) return usage();
    int k = Integer.parseInt(opt.getOrDefault("k", "10"));
    String th = opt.getOrDefault("threshold", "max");
    int threshold = th.equals("max") ? Integer.MAX_VALUE : Integer.parseInt(th);
    boolean explain = Boolean.parseBoolean(opt.getOrDefault("explain", "false"));
    boolean rewritten = Boolean.parseBoolean(opt.getOrDefault("rewritten", "false"));
    int repeat = Integer.parseInt(opt.getOrDefault("repeat", "1"));
    PrintStream out = new PrintStream(new BufferedOutputStream(answer, 1 << 16), false, "UTF-8");
    try (Directory dir = FSDirectory.open(Paths.get(args[a]), NoLockFactory.INSTANCE);
         DirectoryReader r = DirectoryReader.open(dir);
         BufferedReader in = Files.newBufferedReader(Paths.get(args[a + 1]), StandardCharsets.UTF_8)) {
      IndexSearcher s = new IndexSearcher(r);
      s.setQueryCache(null);
      s.setSimilarity(new BM25Similarity(
          Float.parseFloat(opt.getOrDefault("k1", "1.2")), Float.parseFloat(opt.getOrDefault("b", "0.75"))));
      Sort sort = null;
      if (opt.containsKey("sort")) { // field:long, field:string, with a leading '-' for descending
        String f = opt.get("sort");
        boolean rev = f.startsWith("-");
        if (rev) f = f.substring(1);
        int c = f.indexOf(':');
        sort = new Sort(new SortField(f.substring(0, c), f.endsWith(":long") ? SortField.Type.LONG : SortField.Type.STRING, rev));
      }
      String line;
      int n = 0;
      while ((line = in.readLine()) != null) {
        line = line.trim();
        if (line.isEmpty() || line.charAt(0) == '#') continue;
        n++;
        Query q = new Parser(line).parse();
        TopDocs td = null;
        long best = Long.MAX_VALUE;
        for (int i = 0; i < repeat; i++) {
          long t0 = System.nanoTime();
          if (sort == null) {
            TopScoreDocCollector c = TopScoreDocCollector.create(k, threshold);
            s.search(q, c);
            td = c.topDocs();
          } else {
            TopFieldCollector c = TopFieldCollector.create(sort, k, threshold);
            s.search(q, c);
            td = c.topDocs();
          }
          best = Math.min(best, System.nanoTime() - t0);
        }
        out.println("Q\t" + n + "\t" + line);
        if (rewritten) out.println("R\t" + s.rewrite(q));
        out.println("T\t" + td.totalHits.value + "\t" + (td.totalHits.relation == TotalHits.Relation.EQUAL_TO ? "eq" : "ge"));
        int rank = 0;
        for (ScoreDoc d : td.scoreDocs) {
          out.println("H\t" + ++rank + "\t" + d.doc + "\t"
              + (Float.isNaN(d.score) ? "-" : String.format("%08x", Float.floatToRawIntBits(d.score))) + "\t" + d.score);
          if (explain) out.println(s.explain(q, d.doc).toString().trim().replaceAll("(?m)^", "E\t"));
        }
        if (repeat > 1) out.println("N\t" + best / 1000 + "\tus best of " + repeat);
      }
    }
    out.flush();
    return 0;
  }

  /** ( name arg ... ) with bare or "quoted" atoms; options are key=value atoms. */
  private static final class Parser {
    private final String s;
    private int i;

    Parser(String s) { this.s = s; }

    Query parse() {
      Object o = read();
      ws();
      if (i != s.length()) throw err("text after the query");
      return build(o);
    }

    private IllegalArgumentException err(String m) { return new IllegalArgumentException(m + ": " + s); }

    private void ws() { while (i < s.length() && s.charAt(i) <= ' ') i++; }

    private Object read() {
      ws();
      if (i >= s.length()) throw err("unexpected end");
      char c = s.charAt(i);
      if (c == '(') {
        i++;
        List<Object> l = new ArrayList<>();
        while (true) {
          ws();
          if (i >= s.length()) throw err("missing )");
          if (s.charAt(i) == ')') { i++; return l; }
          l.add(read());
        }
      }
      StringBuilder b = new StringBuilder();
      if (c == '"') {
        i++;
        while (s.charAt(i) != '"') {
          if (s.charAt(i) == '\\') i++;
          b.append(s.charAt(i++));
        }
        i++;
      } else {
        while (i < s.length() && s.charAt(i) > ' ' && s.charAt(i) != '(' && s.charAt(i) != ')') b.append(s.charAt(i++));
      }
      return b.toString();
    }

    @SuppressWarnings("unchecked")
    private List<Object> list(Object o) {
      if (!(o instanceof List)) throw err("expected ( ... ) near " + o);
      return (List<Object>) o;
    }

    private static BytesRef bytes(Object o) {
      String t = (String) o;
      return t.startsWith("hex:") ? new BytesRef(MakeIndex.hex(t.substring(4))) : new BytesRef(t);
    }

    private Query build(Object o) {
      List<Object> l = list(o);
      String op = (String) l.get(0);
      Map<String, String> kv = new HashMap<>();
      List<Object> p = new ArrayList<>();
      for (Object x : l.subList(1, l.size())) {
        int eq = x instanceof String ? ((String) x).indexOf('=') : -1;
        if (eq > 0) kv.put(((String) x).substring(0, eq), ((String) x).substring(eq + 1));
        else p.add(x);
      }
      switch (op) {
        case "all": return new MatchAllDocsQuery();
        case "term": return new TermQuery(new Term((String) p.get(0), bytes(p.get(1))));
        case "and": case "or": case "bool": {
          BooleanQuery.Builder b = new BooleanQuery.Builder();
          if (kv.containsKey("min")) b.setMinimumNumberShouldMatch(Integer.parseInt(kv.get("min")));
          for (Object x : p) {
            List<Object> c = list(x);
            switch ((String) c.get(0)) {
              case "filter": b.add(build(c.get(1)), Occur.FILTER); break;
              case "not": b.add(build(c.get(1)), Occur.MUST_NOT); break;
              case "must": b.add(build(c.get(1)), Occur.MUST); break;
              case "should": b.add(build(c.get(1)), Occur.SHOULD); break;
              default: b.add(build(x), op.equals("and") ? Occur.MUST : Occur.SHOULD);
            }
          }
          return b.build();
        }
        case "phrase": { // words; an atom of * leaves a gap of one position
          PhraseQuery.Builder b = new PhraseQuery.Builder();
          b.setSlop(Integer.parseInt(kv.getOrDefault("slop", "0")));
          int pos = 0;
          for (Object w : p.subList(1, p.size())) {
            if (!w.equals("*")) b.add(new Term((String) p.get(0), bytes(w)), pos);
            pos++;
          }
          return b.build();
        }
        case "prefix": return new PrefixQuery(new Term((String) p.get(0), bytes(p.get(1))));
        case "wildcard": return new WildcardQuery(new Term((String) p.get(0), bytes(p.get(1))));
        case "fuzzy": return new FuzzyQuery(new Term((String) p.get(0), bytes(p.get(1))),
            Integer.parseInt(kv.getOrDefault("edits", "2")), Integer.parseInt(kv.getOrDefault("prefix", "0")),
            Integer.parseInt(kv.getOrDefault("max", "50")), Boolean.parseBoolean(kv.getOrDefault("transpositions", "true")));
        case "range": return LongPoint.newRangeQuery((String) p.get(0), num(p.get(1), Long.MIN_VALUE), num(p.get(2), Long.MAX_VALUE));
        case "termrange": return new TermRangeQuery((String) p.get(0), p.get(1).equals("*") ? null : bytes(p.get(1)),
            p.get(2).equals("*") ? null : bytes(p.get(2)), true, true);
        case "boost": return new BoostQuery(build(p.get(1)), Float.parseFloat((String) p.get(0)));
        case "const": return new ConstantScoreQuery(build(p.get(0)));
        default: throw err("unknown operator " + op);
      }
    }

    private static long num(Object o, long open) { return o.equals("*") ? open : Long.parseLong((String) o); }
  }

  private static int usage() {
    System.err.println("usage: SearchOracle [--k=10] [--threshold=max|N] [--sort=[-]field:long|string] [--k1=1.2] [--b=0.75]"
        + " [--explain=true] [--rewritten=true] [--repeat=N] DIRECTORY QUERIES.txt");
    return 3;
  }
}
