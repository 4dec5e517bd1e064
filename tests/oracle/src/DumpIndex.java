import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.Impact;
import org.apache.lucene.index.Impacts;
import org.apache.lucene.index.ImpactsEnum;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.StoredFieldVisitor;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NoLockFactory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/**
 * Prints the whole content of an index as stable lines, for a text diff.
 * Default: segment by segment. --logical: as if merged, deleted documents dropped and the rest renumbered.
 */
public final class DumpIndex {
  private static PrintStream out;
  private static Set<String> parts;

  public static void main(String[] args) throws Exception {
    System.exit(run(args, System.out));
  }

  static int run(String[] args, PrintStream answer) throws Exception {
    boolean logical = false;
    parts = new HashSet<>(Arrays.asList("I", "S", "F", "L", "T", "P", "N", "D", "V", "X"));
    String dirName = null;
    for (String a : args) {
      if (a.equals("--logical")) logical = true;
      else if (a.startsWith("--parts=")) parts = new HashSet<>(Arrays.asList(a.substring(8).split(",")));
      else if (a.startsWith("--") || dirName != null) return usage();
      else dirName = a;
    }
    if (dirName == null) return usage();
    out = new PrintStream(new BufferedOutputStream(answer, 1 << 16), false, "UTF-8");
    try (Directory dir = FSDirectory.open(Paths.get(dirName), NoLockFactory.INSTANCE);
         DirectoryReader r = DirectoryReader.open(dir)) {
      if (logical) logical(r);
      else physical(dir, r);
    }
    out.flush();
    return 0;
  }

  // ---- by segment -------------------------------------------------------------------------------

  private static void physical(Directory dir, DirectoryReader r) throws Exception {
    SegmentInfos sis = SegmentInfos.readLatestCommit(dir);
    if (parts.contains("I")) {
      line("I", "segments", sis.size(), "createdMajor", sis.getIndexCreatedVersionMajor(),
          "counter", sis.counter, "user", new TreeMap<>(sis.getUserData()));
    }
    for (LeafReaderContext ctx : r.leaves()) {
      SegmentReader s = (SegmentReader) ctx.reader();
      SegmentCommitInfo ci = s.getSegmentInfo();
      if (parts.contains("S")) {
        line("S", ctx.ord, "maxDoc", s.maxDoc(), "live", s.numDocs(), "softDel", ci.getSoftDelCount(),
            "compound", ci.info.getUseCompoundFile(), "codec", ci.info.getCodec().getName(),
            "attributes", new TreeMap<>(ci.info.getAttributes()));
      }
      segment(s);
    }
  }

  private static void segment(SegmentReader s) throws Exception {
    List<FieldInfo> infos = sorted(s.getFieldInfos());
    if (parts.contains("F")) for (FieldInfo f : infos) fieldInfo(f, true);
    if (parts.contains("L") && s.getHardLiveDocs() != null) {
      Bits live = s.getHardLiveDocs();
      StringBuilder b = new StringBuilder();
      for (int d = 0; d < live.length(); d++) if (!live.get(d)) b.append(' ').append(d);
      line("L", "deleted" + b);
    }
    for (FieldInfo f : infos) {
      if (f.getIndexOptions() == IndexOptions.NONE || s.terms(f.name) == null) continue;
      if (parts.contains("T") || parts.contains("P")) {
        Terms t = s.terms(f.name);
        line("T", f.name, "docCount", t.getDocCount(), "sumDocFreq", t.getSumDocFreq(), "sumTotalTermFreq", t.getSumTotalTermFreq(),
            "size", t.size(), "min", hex(t.getMin()), "max", hex(t.getMax()));
        TermsEnum te = t.iterator();
        for (BytesRef b = te.next(); b != null; b = te.next()) {
          line("t", f.name, show(b), te.docFreq(), te.totalTermFreq());
          if (parts.contains("P")) postings(te, null);
          if (parts.contains("M")) impacts(te);
        }
      }
    }
    for (FieldInfo f : infos) {
      if (f.hasNorms() && parts.contains("N")) norms(f.name, s.getNormValues(f.name), null);
    }
    for (FieldInfo f : infos) {
      if (f.getDocValuesType() == DocValuesType.NONE || !parts.contains("D")) continue;
      for (String l : docValues(f, s, null)) out.println(l);
    }
    for (FieldInfo f : infos) {
      if (f.getPointDimensionCount() == 0 || !parts.contains("X")) continue;
      PointValues pv = s.getPointValues(f.name);
      if (pv == null) continue;
      line("X", f.name, "size", pv.size(), "docCount", pv.getDocCount(), "min", hex(pv.getMinPackedValue()), "max", hex(pv.getMaxPackedValue()));
      for (String l : points(pv, null, 0)) line("x", f.name, l);
    }
    if (parts.contains("V")) for (int d = 0; d < s.maxDoc(); d++) stored(s, d, d);
  }

  // ---- as one merged index ----------------------------------------------------------------------

  private static void logical(DirectoryReader r) throws Exception {
    Bits live = MultiBits.getLiveDocs(r);
    int[] map = new int[r.maxDoc()];
    int n = 0;
    for (int d = 0; d < map.length; d++) map[d] = live == null || live.get(d) ? n++ : -1;
    line("I", "docs", n);
    FieldInfos merged = FieldInfos.getMergedFieldInfos(r);
    List<FieldInfo> infos = new ArrayList<>();
    for (FieldInfo f : merged) infos.add(f);
    infos.sort((x, y) -> x.name.compareTo(y.name));
    if (parts.contains("F")) for (FieldInfo f : infos) fieldInfo(f, false);
    for (FieldInfo f : infos) {
      if (!(parts.contains("T") || parts.contains("P"))) break;
      Terms t = f.getIndexOptions() == IndexOptions.NONE ? null : MultiTerms.getTerms(r, f.name);
      if (t == null) continue;
      TermsEnum te = t.iterator();
      for (BytesRef b = te.next(); b != null; b = te.next()) {
        int df = 0;
        long ttf = 0;
        PostingsEnum p = te.postings(null, PostingsEnum.FREQS);
        for (int d = p.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = p.nextDoc()) if (map[d] >= 0) { df++; ttf += p.freq(); }
        if (df == 0) continue;
        line("t", f.name, show(b), df, ttf);
        if (parts.contains("P")) postings(te, map);
      }
    }
    for (FieldInfo f : infos) {
      if (!f.hasNorms() || !parts.contains("N")) continue;
      for (LeafReaderContext c : r.leaves()) norms(f.name, c.reader().getNormValues(f.name), slice(map, c));
    }
    for (FieldInfo f : infos) {
      if (f.getDocValuesType() == DocValuesType.NONE || !parts.contains("D")) continue;
      for (LeafReaderContext c : r.leaves()) for (String l : docValues(f, c.reader(), slice(map, c))) out.println(l);
    }
    for (FieldInfo f : infos) {
      if (f.getPointDimensionCount() == 0 || !parts.contains("X")) continue;
      List<String> all = new ArrayList<>();
      for (LeafReaderContext c : r.leaves()) {
        PointValues pv = c.reader().getPointValues(f.name);
        if (pv != null) all.addAll(points(pv, map, c.docBase));
      }
      Collections.sort(all);
      for (String l : all) line("x", f.name, l);
    }
    if (parts.contains("V")) for (int d = 0; d < map.length; d++) if (map[d] >= 0) stored(r, d, map[d]);
  }

  private static int[] slice(int[] map, LeafReaderContext c) {
    return Arrays.copyOfRange(map, c.docBase, c.docBase + c.reader().maxDoc());
  }

  // ---- pieces -----------------------------------------------------------------------------------

  private static List<FieldInfo> sorted(FieldInfos fis) {
    List<FieldInfo> l = new ArrayList<>();
    for (FieldInfo f : fis) l.add(f);
    l.sort((x, y) -> x.name.compareTo(y.name));
    return l;
  }

  private static void fieldInfo(FieldInfo f, boolean withAttributes) {
    line("F", f.name, "options", f.getIndexOptions(), "omitNorms", f.omitsNorms(), "payloads", f.hasPayloads(),
        "vectors", f.hasVectors(), "soft", f.isSoftDeletesField(), "dv", f.getDocValuesType(),
        "points", f.getPointDimensionCount() + "/" + f.getPointIndexDimensionCount() + "/" + f.getPointNumBytes()
        + (withAttributes ? "\tnumber\t" + f.number + "\tdvGen\t" + f.getDocValuesGen() + "\tattributes\t" + new TreeMap<>(f.attributes()) : ""));
  }

  private static void postings(TermsEnum te, int[] map) throws Exception {
    PostingsEnum p = te.postings(null, PostingsEnum.ALL);
    StringBuilder b = new StringBuilder();
    for (int d = p.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = p.nextDoc()) {
      if (map != null && map[d] < 0) continue;
      b.setLength(0);
      b.append("p\t").append(map == null ? d : map[d]).append('\t').append(p.freq());
      for (int i = 0; i < p.freq(); i++) {
        int pos = p.nextPosition();
        if (pos < 0) break;
        b.append(i == 0 ? '\t' : ' ').append(pos);
        if (p.startOffset() >= 0) b.append(':').append(p.startOffset()).append('-').append(p.endOffset());
        if (p.getPayload() != null) b.append('/').append(hex(p.getPayload()));
      }
      out.println(b);
    }
  }

  /** Level 0 impacts per block, for those who write them. */
  private static void impacts(TermsEnum te) throws Exception {
    ImpactsEnum e = te.impacts(PostingsEnum.FREQS);
    int target = 0;
    while (true) {
      e.advanceShallow(target);
      Impacts im = e.getImpacts();
      StringBuilder b = new StringBuilder("m");
      for (int l = 0; l < im.numLevels(); l++) {
        b.append('\t').append(im.getDocIdUpTo(l)).append('=');
        for (Impact i : im.getImpacts(l)) b.append(i.freq).append('/').append(i.norm).append(' ');
      }
      out.println(b);
      if (im.getDocIdUpTo(0) == DocIdSetIterator.NO_MORE_DOCS) return;
      target = im.getDocIdUpTo(0) + 1;
    }
  }

  private static void norms(String field, NumericDocValues v, int[] map) throws Exception {
    if (v == null) return;
    for (int d = v.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = v.nextDoc()) {
      if (map == null) line("n", field, d, v.longValue());
      else if (map[d] >= 0) line("n", field, map[d], v.longValue());
    }
  }

  private static List<String> docValues(FieldInfo f, org.apache.lucene.index.LeafReader s, int[] map) throws Exception {
    List<String> l = new ArrayList<>();
    String head = "d\t" + f.name + "\t" + f.getDocValuesType() + "\t";
    switch (f.getDocValuesType()) {
      case NUMERIC: {
        NumericDocValues v = s.getNumericDocValues(f.name);
        if (v != null) for (int d = v.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = v.nextDoc()) put(l, head, map, d, Long.toString(v.longValue()));
        break;
      }
      case SORTED_NUMERIC: {
        SortedNumericDocValues v = s.getSortedNumericDocValues(f.name);
        if (v != null) for (int d = v.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = v.nextDoc()) {
          StringBuilder b = new StringBuilder();
          for (int i = 0; i < v.docValueCount(); i++) b.append(i == 0 ? "" : " ").append(v.nextValue());
          put(l, head, map, d, b.toString());
        }
        break;
      }
      case BINARY: {
        BinaryDocValues v = s.getBinaryDocValues(f.name);
        if (v != null) for (int d = v.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = v.nextDoc()) put(l, head, map, d, hex(v.binaryValue()));
        break;
      }
      case SORTED: {
        SortedDocValues v = s.getSortedDocValues(f.name);
        if (v != null) for (int d = v.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = v.nextDoc()) {
          int o = v.ordValue();
          put(l, head, map, d, (map == null ? o + "=" : "") + hex(v.lookupOrd(o)));
        }
        break;
      }
      case SORTED_SET: {
        SortedSetDocValues v = s.getSortedSetDocValues(f.name);
        if (v != null) for (int d = v.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = v.nextDoc()) {
          StringBuilder b = new StringBuilder();
          for (long o = v.nextOrd(); o != SortedSetDocValues.NO_MORE_ORDS; o = v.nextOrd())
            b.append(b.length() == 0 ? "" : " ").append(map == null ? o + "=" : "").append(hex(v.lookupOrd(o)));
          put(l, head, map, d, b.toString());
        }
        break;
      }
      default:
    }
    return l;
  }

  private static void put(List<String> l, String head, int[] map, int d, String v) {
    if (map == null) l.add(head + d + "\t" + v);
    else if (map[d] >= 0) l.add(head + map[d] + "\t" + v);
  }

  private static List<String> points(PointValues pv, int[] map, int base) throws Exception {
    List<String> l = new ArrayList<>();
    pv.intersect(new PointValues.IntersectVisitor() {
      @Override public void visit(int docID) { throw new IllegalStateException(); }
      @Override public void visit(int docID, byte[] v) {
        int d = map == null ? docID : map[base + docID];
        if (d >= 0) l.add(hex(v) + "\t" + d);
      }
      @Override public PointValues.Relation compare(byte[] a, byte[] b) { return PointValues.Relation.CELL_CROSSES_QUERY; }
    });
    return l;
  }

  private static void stored(org.apache.lucene.index.IndexReader r, int doc, int shown) throws Exception {
    r.document(doc, new StoredFieldVisitor() {
      @Override public Status needsField(FieldInfo f) { return Status.YES; }
      @Override public void stringField(FieldInfo f, byte[] v) { line("v", shown, f.name, "string", esc(new String(v, StandardCharsets.UTF_8))); }
      @Override public void binaryField(FieldInfo f, byte[] v) { line("v", shown, f.name, "bytes", hex(v)); }
      @Override public void intField(FieldInfo f, int v) { line("v", shown, f.name, "int", v); }
      @Override public void longField(FieldInfo f, long v) { line("v", shown, f.name, "long", v); }
      @Override public void floatField(FieldInfo f, float v) { line("v", shown, f.name, "float", Integer.toHexString(Float.floatToRawIntBits(v))); }
      @Override public void doubleField(FieldInfo f, double v) { line("v", shown, f.name, "double", Long.toHexString(Double.doubleToRawLongBits(v))); }
    });
  }

  private static void line(Object... o) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < o.length; i++) b.append(i == 0 ? "" : "\t").append(o[i]);
    out.println(b);
  }

  private static String esc(String s) {
    return s.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
  }

  /** Hex, then the text where it is plain printable ASCII. */
  private static String show(BytesRef b) {
    String h = hex(b);
    for (int i = 0; i < b.length; i++) {
      int c = b.bytes[b.offset + i];
      if (c <= 0x20 || c >= 0x7f) return h;
    }
    return h + "\t" + b.utf8ToString();
  }

  private static String hex(BytesRef b) { return b == null ? "null" : hex(Arrays.copyOfRange(b.bytes, b.offset, b.offset + b.length)); }

  private static String hex(byte[] b) {
    StringBuilder s = new StringBuilder();
    for (byte x : b) s.append(Character.forDigit((x >> 4) & 15, 16)).append(Character.forDigit(x & 15, 16));
    return s.length() == 0 ? "-" : s.toString();
  }

  private static int usage() {
    System.err.println("usage: DumpIndex [--logical] [--parts=I,S,F,L,T,P,N,D,V,X,M] DIRECTORY");
    return 3;
  }
}
