import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NoLockFactory;

/**
 * Runs CheckIndex and answers with an exit status that a test can rely on.
 * 0 clean; 1 at least one part is corrupt; 2 no readable commit; 3 usage; 4 anything unexpected.
 * Takes no lock, so the directory is left exactly as it was found.
 */
public final class CheckIndexMain {
  public static void main(String[] args) throws Exception {
    System.exit(run(args, System.out));
  }

  static int run(String[] args, PrintStream answer) throws Exception {
    boolean slow = false, quiet = false, checksums = false;
    String dirName = null;
    for (String a : args) {
      switch (a) {
        case "--slow": slow = true; break;
        case "--quiet": quiet = true; break;
        case "--checksums": checksums = true; break;
        default:
          if (a.startsWith("--") || dirName != null) return usage();
          dirName = a;
      }
    }
    if (dirName == null) return usage();
    Path path = Paths.get(dirName);
    if (!java.nio.file.Files.isDirectory(path)) {
      answer.println("CHECKINDEX result=nocommit detail=no such directory");
      return 2;
    }
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream out = quiet ? new PrintStream(log, true, "UTF-8") : answer;
    int code;
    String line;
    try (Directory dir = FSDirectory.open(path, NoLockFactory.INSTANCE);
         CheckIndex ci = new CheckIndex(dir)) {
      ci.setInfoStream(out, false);
      ci.setDoSlowChecks(slow);
      ci.setChecksumsOnly(checksums);
      CheckIndex.Status st = ci.checkIndex();
      int docs = 0, deleted = 0;
      for (CheckIndex.Status.SegmentInfoStatus s : st.segmentInfos) {
        docs += s.maxDoc;
        if (s.hasDeletions && s.liveDocStatus != null) deleted += s.liveDocStatus.numDeleted;
      }
      if (st.missingSegments) { code = 2; line = "result=nocommit detail=" + st.segmentsFileName; }
      else if (st.clean) { code = 0; line = "result=clean segments=" + st.numSegments + " maxDoc=" + docs + " deleted=" + deleted; }
      else { code = 1; line = "result=corrupt segments=" + st.numSegments + " bad=" + st.numBadSegments + " lostDocs=" + st.totLoseDocCount; }
    } catch (IndexNotFoundException e) {
      code = 2; line = "result=nocommit detail=" + e.getMessage();
    } catch (Throwable t) {
      t.printStackTrace(out);
      code = 4; line = "result=error detail=" + t;
    }
    if (quiet && code != 0) answer.write(log.toByteArray());
    answer.println("CHECKINDEX " + line.replace('\n', ' '));
    answer.flush();
    return code;
  }

  private static int usage() {
    System.err.println("usage: CheckIndexMain [--slow] [--quiet] [--checksums] DIRECTORY");
    return 3;
  }
}
