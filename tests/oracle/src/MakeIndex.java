import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PayloadAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.codecs.lucene87.Lucene87Codec;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * Builds an index from JSON lines whose fields are already analysed, so that no difference in
 * analysis can hide or cause a difference in the index. See README for the line format.
 */
public final class MakeIndex {
  public static void main(String[] args) throws Exception {
    System.exit(run(args, System.out));
  }

  static int run(String[] args, java.io.PrintStream answer) throws Exception {
    Map<String, String> opt = new HashMap<>();
    int a = 0;
    while (a < args.length && args[a].startsWith("--")) {
      int eq = args[a].indexOf('=');
      if (eq < 0) return usage();
      opt.put(args[a].substring(2, eq), args[a].substring(eq + 1));
      a++;
    }
    if (args.length - a != 2) return usage();
    IndexWriterConfig c = new IndexWriterConfig(new StandardAnalyzer());
    c.setSimilarity(new BM25Similarity(
        Float.parseFloat(opt.getOrDefault("k1", "1.2")), Float.parseFloat(opt.getOrDefault("b", "0.75"))));
    c.setCodec(new Lucene87Codec(Lucene87Codec.Mode.valueOf(opt.getOrDefault("mode", "BEST_SPEED"))));
    c.setOpenMode(IndexWriterConfig.OpenMode.valueOf(opt.getOrDefault("open", "CREATE")));
    boolean cfs = Boolean.parseBoolean(opt.getOrDefault("cfs", "false"));
    c.setUseCompoundFile(cfs);
    if (opt.getOrDefault("merge", "none").equals("tiered")) {
      TieredMergePolicy t = new TieredMergePolicy();
      t.setNoCFSRatio(cfs ? 1.0 : 0.0);
      c.setMergePolicy(t);
      c.setMergeScheduler(opt.getOrDefault("scheduler", "serial").equals("serial")
          ? new SerialMergeScheduler() : new ConcurrentMergeScheduler());
    } else {
      c.setMergePolicy(NoMergePolicy.INSTANCE);
    }
    if (opt.containsKey("indexsort")) c.setIndexSort(new Sort(new SortField(opt.get("indexsort"), SortField.Type.LONG)));
    if (opt.containsKey("softdeletes")) c.setSoftDeletesField(opt.get("softdeletes"));
    int perSegment = Integer.parseInt(opt.getOrDefault("perSegment", "0"));
    if (perSegment > 0) {
      c.setMaxBufferedDocs(Math.max(2, perSegment));
      c.setRAMBufferSizeMB(IndexWriterConfig.DISABLE_AUTO_FLUSH);
    } else {
      c.setRAMBufferSizeMB(Double.parseDouble(opt.getOrDefault("ramMB", "256")));
    }
    long t0 = System.nanoTime();
    long adds = 0, deletes = 0, commits = 0;
    try (FSDirectory dir = FSDirectory.open(Paths.get(args[a + 1]));
         IndexWriter w = new IndexWriter(dir, c);
         InputStream in = args[a].equals("-") ? System.in : new FileInputStream(args[a]);
         BufferedReader r = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String line;
      int lineNo = 0;
      while ((line = r.readLine()) != null) {
        lineNo++;
        if (line.isEmpty() || line.charAt(0) == '#') continue;
        Map<String, Object> o;
        try { o = Json.obj(Json.parse(line)); }
        catch (RuntimeException e) { throw new IllegalArgumentException("line " + lineNo + ": " + e.getMessage(), e); }
        String op = (String) o.getOrDefault("op", "add");
        switch (op) {
          case "add": w.addDocument(doc(o)); adds++; break;
          case "update": w.updateDocument(term(o), doc(o)); adds++; break;
          case "delete": w.deleteDocuments(term(o)); deletes++; break;
          case "softupdate": w.softUpdateDocument(term(o), doc(o), new NumericDocValuesField(opt.get("softdeletes"), 1)); adds++; break;
          case "dvupdate": w.updateNumericDocValue(term(o), (String) o.get("dv"), (Long) o.get("v")); break;
          case "flush": DirectoryReader.open(w).close(); break;
          case "commit":
            if (o.get("user") != null) {
              Map<String, String> u = new java.util.TreeMap<>();
              for (Map.Entry<String, Object> e : Json.obj(o.get("user")).entrySet()) u.put(e.getKey(), (String) e.getValue());
              w.setLiveCommitData(u.entrySet());
            }
            w.commit(); commits++; break;
          case "merge": w.forceMerge(((Long) o.getOrDefault("segments", 1L)).intValue()); break;
          case "expunge": w.forceMergeDeletes(); break;
          default: throw new IllegalArgumentException("line " + lineNo + ": unknown op " + op);
        }
      }
      w.commit();
    }
    answer.println("MAKEINDEX adds=" + adds + " deletes=" + deletes + " commits=" + (commits + 1)
        + " ms=" + (System.nanoTime() - t0) / 1000000);
    return 0;
  }

  private static Term term(Map<String, Object> o) {
    List<Object> t = Json.arr(o.get("term"));
    return new Term((String) t.get(0), bytes(t.get(1)));
  }

  private static BytesRef bytes(Object o) {
    String s = (String) o;
    return s.startsWith("hex:") ? new BytesRef(hex(s.substring(4))) : new BytesRef(s);
  }

  static byte[] hex(String s) {
    byte[] b = new byte[s.length() / 2];
    for (int i = 0; i < b.length; i++) b[i] = (byte) Integer.parseInt(s.substring(2 * i, 2 * i + 2), 16);
    return b;
  }

  private static Document doc(Map<String, Object> o) {
    Document d = new Document();
    for (Object fo : Json.arr(o.get("fields"))) {
      Map<String, Object> f = Json.obj(fo);
      String n = (String) f.get("n");
      String t = (String) f.get("t");
      Object v = f.get("v");
      switch (t) {
        case "text": d.add(new Field(n, new Tokens(Json.arr(v)), textType(f))); break;
        case "keyword": d.add(new Field(n, bytes(v), KEYWORD)); break;
        case "stored": d.add(new StoredField(n, (String) v)); break;
        case "storedint": d.add(new StoredField(n, ((Long) v).intValue())); break;
        case "storedlong": d.add(new StoredField(n, (Long) v)); break;
        case "storedfloat": d.add(new StoredField(n, ((Number) v).floatValue())); break;
        case "storeddouble": d.add(new StoredField(n, ((Number) v).doubleValue())); break;
        case "storedbytes": d.add(new StoredField(n, hex((String) v))); break;
        case "points": d.add(new LongPoint(n, Json.arr(v).stream().mapToLong(x -> (Long) x).toArray())); break;
        case "intpoint": d.add(new IntPoint(n, ((Long) v).intValue())); break;
        case "point": d.add(new LongPoint(n, (Long) v)); break;
        case "dvnum": d.add(new NumericDocValuesField(n, (Long) v)); break;
        case "dvsnum": d.add(new SortedNumericDocValuesField(n, (Long) v)); break;
        case "dvsorted": d.add(new SortedDocValuesField(n, bytes(v))); break;
        case "dvsset": d.add(new SortedSetDocValuesField(n, bytes(v))); break;
        case "dvbin": d.add(new BinaryDocValuesField(n, bytes(v))); break;
        default: throw new IllegalArgumentException("unknown field type " + t);
      }
    }
    return d;
  }

  private static final FieldType KEYWORD = new FieldType();
  private static final Map<String, FieldType> TEXT = new HashMap<>();
  static {
    KEYWORD.setTokenized(false);
    KEYWORD.setOmitNorms(true);
    KEYWORD.setIndexOptions(IndexOptions.DOCS);
    KEYWORD.freeze();
  }

  private static FieldType textType(Map<String, Object> f) {
    String opts = (String) f.getOrDefault("opts", "positions");
    boolean norms = (Boolean) f.getOrDefault("norms", Boolean.TRUE);
    boolean vectors = (Boolean) f.getOrDefault("vectors", Boolean.FALSE);
    return TEXT.computeIfAbsent(opts + norms + vectors, k -> {
      FieldType t = new FieldType();
      t.setTokenized(true);
      t.setOmitNorms(!norms);
      if (vectors) { t.setStoreTermVectors(true); t.setStoreTermVectorPositions(true); }
      switch (opts) {
        case "docs": t.setIndexOptions(IndexOptions.DOCS); break;
        case "freqs": t.setIndexOptions(IndexOptions.DOCS_AND_FREQS); break;
        case "positions": t.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS); break;
        case "offsets": t.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS); break;
        default: throw new IllegalArgumentException("unknown opts " + opts);
      }
      t.freeze();
      return t;
    });
  }

  /** A token is "text" or [text, positionIncrement, startOffset, endOffset, payloadHex]; the tail may be left off. */
  private static final class Tokens extends TokenStream {
    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final PositionIncrementAttribute inc = addAttribute(PositionIncrementAttribute.class);
    private final OffsetAttribute off = addAttribute(OffsetAttribute.class);
    private final PayloadAttribute pay = addAttribute(PayloadAttribute.class);
    private final List<Object> list;
    private int next;

    Tokens(List<Object> list) { this.list = list; }

    @Override public void reset() { next = 0; }

    @Override public boolean incrementToken() {
      if (next == list.size()) return false;
      clearAttributes();
      Object t = list.get(next++);
      if (t instanceof String) { term.setBytesRef(bytes(t)); return true; }
      List<Object> l = Json.arr(t);
      term.setBytesRef(bytes(l.get(0)));
      if (l.size() > 1) inc.setPositionIncrement(((Long) l.get(1)).intValue());
      if (l.size() > 3) off.setOffset(((Long) l.get(2)).intValue(), ((Long) l.get(3)).intValue());
      if (l.size() > 4) pay.setPayload(new BytesRef(hex((String) l.get(4))));
      return true;
    }
  }

  private static int usage() {
    System.err.println("usage: MakeIndex [--cfs=true] [--merge=tiered|none] [--perSegment=N | --ramMB=N] [--mode=BEST_SPEED|BEST_COMPRESSION]"
        + " [--k1=1.2] [--b=0.75] [--open=CREATE|APPEND|CREATE_OR_APPEND] [--softdeletes=FIELD] LINES.jsonl|- DIRECTORY");
    return 3;
  }
}
