// Benchmark of Apache Lucene (Java) with the verbs and lines of "kb lucene bench". Years are points of eight bytes, the kind our engine reads.
import java.io.*;
import java.lang.management.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.atomic.*;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.*;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.store.*;
import org.apache.lucene.util.*;

public class JavaLucene {
  static final ThreadMXBean TMX = ManagementFactory.getThreadMXBean();
  static final com.sun.management.OperatingSystemMXBean OS =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  static long hwmKb(String key) throws IOException {
    for (String l : Files.readAllLines(Paths.get("/proc/self/status")))
      if (l.startsWith(key)) return Long.parseLong(l.replaceAll("[^0-9]", ""));
    return -1;
  }

  public static void main(String[] a) throws Exception {
    switch (a[0]) {
      case "index": index(a[1], a[2], Integer.parseInt(a[3])); break;
      case "merge": merge(a[1]); break;
      case "query": query(a[1], a[2], Integer.parseInt(a[3]), Double.parseDouble(a[4]), a[5]); break;
      case "open": open(a[1], a[2]); break;
      case "dump": dump(a[1], a[2]); break;
    }
  }

  static void index(String corpus, String dir, int threads) throws Exception {
    long t0 = System.nanoTime(), c0 = OS.getProcessCpuTime();
    IndexWriterConfig cfg = new IndexWriterConfig(new StandardAnalyzer());
    cfg.setRAMBufferSizeMB(64);
    if (threads == 1) cfg.setMergeScheduler(new SerialMergeScheduler());
    IndexWriter w = new IndexWriter(new MMapDirectory(Paths.get(dir)), cfg);
    BufferedReader in = new BufferedReader(new InputStreamReader(new FileInputStream(corpus), StandardCharsets.UTF_8), 1 << 20);
    AtomicLong n = new AtomicLong(), chars = new AtomicLong();
    Runnable r = () -> {
      try {
        List<String> batch = new ArrayList<>();
        while (true) {
          batch.clear();
          synchronized (in) { String l; while (batch.size() < 200 && (l = in.readLine()) != null) batch.add(l); }
          if (batch.isEmpty()) return;
          for (String l : batch) {
            String[] f = l.split("\t", -1);
            int year = Integer.parseInt(f[2]);
            Document d = new Document();
            d.add(new StoredField("id", f[0])); d.add(new StoredField("title", f[3]));
            d.add(new StringField("lang", f[1], Field.Store.NO));
            d.add(new LongPoint("year", year)); d.add(new NumericDocValuesField("year", year));
            if (f.length > 5) {
              d.add(new TextField("body", new Forms(f[4])));
              for (String c : f[5].split(";")) { int e = c.indexOf('='); d.add(new SortedSetDocValuesField(c.substring(0, e), new BytesRef(c.substring(e + 1)))); }
            } else d.add(new TextField("body", f[4], Field.Store.NO));
            w.addDocument(d);
            n.incrementAndGet();
          }
        }
      } catch (IOException e) { throw new UncheckedIOException(e); }
    };
    Thread[] ts = new Thread[threads];
    for (int i = 0; i < threads; i++) { ts[i] = new Thread(r); ts[i].start(); }
    for (Thread t : ts) t.join();
    w.close();
    report("index", threads, n.get(), t0, c0, corpus, dir);
  }

  // Words parted by spaces; the forms of one word, parted by bars, stand at one position.
  static final class Forms extends TokenStream {
    final String text; int at;
    final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    Forms(String text) { this.text = text; }
    @Override public boolean incrementToken() {
      if (at >= text.length()) return false;
      clearAttributes();
      step.setPositionIncrement(at > 0 && text.charAt(at - 1) == '|' ? 0 : 1);
      int end = at;
      while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '|') end++;
      term.append(text, at, end);
      at = end + 1;
      return true;
    }
  }

  static final String[] COLUMNS = {"language", "decade", "type", "collection", "theme", "place"};

  // Counts the values of six columns over all hits: by ordinal within a segment, joined by value between segments.
  static final class Facets implements Collector {
    final TopScoreDocCollector top = TopScoreDocCollector.create(10, Integer.MAX_VALUE);
    final List<Map<String, Long>> totals = new ArrayList<>();
    final SortedSetDocValues[] columns = new SortedSetDocValues[COLUMNS.length];
    final int[][] counts = new int[COLUMNS.length][0];
    Facets() { for (int i = 0; i < COLUMNS.length; i++) totals.add(new HashMap<>()); }
    @Override public ScoreMode scoreMode() { return ScoreMode.COMPLETE; }
    @Override public LeafCollector getLeafCollector(LeafReaderContext leaf) throws IOException {
      join();
      for (int i = 0; i < COLUMNS.length; i++) {
        columns[i] = DocValues.getSortedSet(leaf.reader(), COLUMNS[i]);
        counts[i] = new int[(int) columns[i].getValueCount()];
      }
      LeafCollector best = top.getLeafCollector(leaf);
      return new LeafCollector() {
        @Override public void setScorer(Scorable s) throws IOException { best.setScorer(s); }
        @Override public void collect(int doc) throws IOException {
          best.collect(doc);
          for (int i = 0; i < columns.length; i++) {
            SortedSetDocValues column = columns[i];
            if (column.advanceExact(doc)) {
              int[] count = counts[i];
              for (long o = column.nextOrd(); o != SortedSetDocValues.NO_MORE_ORDS; o = column.nextOrd()) count[(int) o]++;
            }
          }
        }
      };
    }
    void join() throws IOException {
      for (int i = 0; i < columns.length; i++)
        for (int o = 0; o < counts[i].length; o++)
          if (counts[i][o] > 0) totals.get(i).merge(columns[i].lookupOrd(o).utf8ToString(), (long) counts[i][o], Long::sum);
    }
    // The total, with all counts mixed in so that another result is another number.
    long result() throws IOException {
      join();
      long sum = top.topDocs().totalHits.value;
      for (Map<String, Long> column : totals) for (long count : column.values()) sum += count * count;
      return sum;
    }
  }

  static void merge(String dir) throws Exception {
    long t0 = System.nanoTime(), c0 = OS.getProcessCpuTime();
    IndexWriterConfig cfg = new IndexWriterConfig(new StandardAnalyzer());
    cfg.setMergeScheduler(new SerialMergeScheduler());
    IndexWriter w = new IndexWriter(new MMapDirectory(Paths.get(dir)), cfg);
    w.forceMerge(1); w.close();
    report("forcemerge", 1, 0, t0, c0, null, dir);
  }

  static void report(String what, int threads, long n, long t0, long c0, String corpus, String dir) throws Exception {
    double wall = (System.nanoTime() - t0) / 1e9, cpu = (OS.getProcessCpuTime() - c0) / 1e9;
    long size = 0; int files = 0;
    try (DirectoryStream<Path> s = Files.newDirectoryStream(Paths.get(dir))) { for (Path p : s) { size += Files.size(p); files++; } }
    int segs; try (DirectoryReader rd = DirectoryReader.open(new MMapDirectory(Paths.get(dir)))) { segs = rd.leaves().size(); }
    System.out.printf(Locale.ROOT, "INDEX\tjava-lucene\t%s\t%d\t%d\t%.2f\t%.2f\t%d\t%d\t%d\t%d%n", what, threads, n, wall, cpu,
        corpus == null ? 0 : Files.size(Paths.get(corpus)), size, segs, hwmKb("VmHWM"));
  }

  static Query make(String[] f) {
    switch (f[1]) {
      case "term": return new TermQuery(new Term("body", f[2]));
      case "and": case "or": {
        BooleanQuery.Builder b = new BooleanQuery.Builder();
        for (int i = 2; i < f.length; i++) b.add(new TermQuery(new Term("body", f[i])), f[1].equals("and") ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD);
        return b.build(); }
      case "phrase": return new PhraseQuery("body", Arrays.copyOfRange(f, 2, f.length));
      case "prefix": return new PrefixQuery(new Term("body", f[2]));
      case "wildcard": return new WildcardQuery(new Term("body", f[2]));
      case "product": {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (int i = 2; i < f.length; i++) {
          SynonymQuery.Builder group = new SynonymQuery.Builder("body");
          for (String form : f[i].split("[|]")) group.addTerm(new Term("body", form));
          all.add(group.build(), BooleanClause.Occur.MUST);
        }
        return all.build(); }
      case "fuzzy1": return new FuzzyQuery(new Term("body", f[2]), 1);
      case "fuzzy2": return new FuzzyQuery(new Term("body", f[2]), 2);
      case "filter": return new BooleanQuery.Builder().add(new TermQuery(new Term("body", f[2])), BooleanClause.Occur.MUST)
          .add(LongPoint.newRangeQuery("year", Integer.parseInt(f[3]), Integer.parseInt(f[4])), BooleanClause.Occur.FILTER).build();
    }
    throw new IllegalArgumentException(f[1]);
  }

  static long run(IndexSearcher s, String[] f, boolean count) throws IOException {
    if (f[1].equals("product")) { Facets all = new Facets(); s.search(make(f), all); return all.result(); }
    TopScoreDocCollector c = TopScoreDocCollector.create(10, count ? Integer.MAX_VALUE : 1000);
    s.search(make(f), c);
    return c.topDocs().totalHits.value;
  }

  static volatile long sink;

  static void query(String dir, String queries, int threads, double secs, String label) throws Exception {
    DirectoryReader rd = DirectoryReader.open(new MMapDirectory(Paths.get(dir)));
    IndexSearcher s = new IndexSearcher(rd); s.setQueryCache(null);
    Map<String, List<String[]>> classes = new LinkedHashMap<>();
    for (String l : Files.readAllLines(Paths.get(queries))) { String[] f = l.split("\t"); classes.computeIfAbsent(f[0], k -> new ArrayList<>()).add(f); }
    for (double until = OS.getProcessCpuTime() + 8e9; OS.getProcessCpuTime() < until; )        // whole-list warm-up, 8 s of processor time
      for (List<String[]> c : classes.values()) for (String[] f : c) sink += run(s, f, sink % 2 == 0);
    for (Map.Entry<String, List<String[]>> e : classes.entrySet())
      for (boolean count : new boolean[] {false, true}) {
        List<String[]> qs = e.getValue();
        long hits = 0; for (String[] f : qs) hits += run(s, f, count);
        spin(s, qs, count, secs * 0.5);
        Rec[] rs = new Rec[threads]; Thread[] ts = new Thread[threads];
        long w0 = System.nanoTime();
        for (int i = 0; i < threads; i++) { int k = i; ts[i] = new Thread(() -> rs[k] = spin(s, qs, count, secs)); ts[i].start(); }
        for (Thread t : ts) t.join();
        double wall = (System.nanoTime() - w0) / 1e9;
        Rec r = rs[0]; for (int i = 1; i < threads; i++) r.add(rs[i]);
        System.out.printf(Locale.ROOT, "QUERY\tjava-lucene\t%s\t%d\t%s\t%s\t%d\t%d\t%s\t%.1f%n", label, threads, e.getKey(), count ? "count" : "top", r.n, hits, r.stats(), r.n / wall);
      }
    System.out.printf("MEM\tjava-lucene\t%s\t%d\tpeak_rss_kb=%d\tanon_kb=%d%n", label, threads, hwmKb("VmHWM"), hwmKb("RssAnon"));
  }

  static final class Rec {
    long[] cpu = new long[1 << 16], wall = new long[1 << 16]; int n;
    void put(long c, long w) { if (n == cpu.length) { cpu = Arrays.copyOf(cpu, n * 2); wall = Arrays.copyOf(wall, n * 2); } cpu[n] = c; wall[n++] = w; }
    void add(Rec o) { for (int i = 0; i < o.n; i++) put(o.cpu[i], o.wall[i]); }
    String stats() {
      long sum = 0; for (int i = 0; i < n; i++) sum += cpu[i];
      long[] c = Arrays.copyOf(cpu, n), w = Arrays.copyOf(wall, n); Arrays.sort(c); Arrays.sort(w);
      return String.format(Locale.ROOT, "%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f", c[n / 2] / 1e3, c[(int) (n * 0.99)] / 1e3, sum / 1e3 / n, w[n / 2] / 1e3, w[(int) (n * 0.99)] / 1e3, n / (sum / 1e9));
    }
  }

  static Rec spin(IndexSearcher s, List<String[]> qs, boolean count, double cpuSecs) {
    try {
      Rec r = new Rec(); long h = 0, budget = (long) (cpuSecs * 1e9), used = 0;
      while (used < budget)
        for (String[] f : qs) {
          long w = System.nanoTime(), c = TMX.getCurrentThreadCpuTime();
          h += run(s, f, count);
          long dc = TMX.getCurrentThreadCpuTime() - c; used += dc; r.put(dc, System.nanoTime() - w);
        }
      sink = h; return r;
    } catch (IOException e) { throw new UncheckedIOException(e); }
  }

  static void open(String dir, String term) throws Exception {
    long w = System.nanoTime();
    DirectoryReader rd = DirectoryReader.open(new MMapDirectory(Paths.get(dir)));
    double o = (System.nanoTime() - w) / 1e6;
    IndexSearcher s = new IndexSearcher(rd);
    long h = run(s, new String[] {"", "term", term}, false);
    System.out.printf(Locale.ROOT, "OPEN\tjava-lucene\t%.2f\t%.2f\t%d%n", o, (System.nanoTime() - w) / 1e6, h);
  }

  static void dump(String dir, String queries) throws Exception {
    DirectoryReader rd = DirectoryReader.open(new MMapDirectory(Paths.get(dir)));
    IndexSearcher s = new IndexSearcher(rd);
    for (String l : Files.readAllLines(Paths.get(queries))) {
      TopScoreDocCollector c = TopScoreDocCollector.create(10, Integer.MAX_VALUE); s.search(make(l.split("\t")), c); TopDocs td = c.topDocs();
      StringBuilder b = new StringBuilder(l.replace('\t', ' ')).append('\t').append(td.totalHits.value);
      for (ScoreDoc d : td.scoreDocs) b.append('\t').append(rd.document(d.doc).get("id")).append(':').append(String.format(Locale.ROOT, "%.4f", d.score));
      System.out.println(b);
    }
  }
}
