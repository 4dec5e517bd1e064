import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Many commands in one Java machine. A line on standard input is a command and its arguments, parted by tabs:
 * make, check, dump or search. The answer to each is a line "exit status, space, number of bytes", then that many bytes.
 */
public final class Batch {
  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream answers = System.out;
    String line;
    while ((line = in.readLine()) != null) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      PrintStream out = new PrintStream(bytes, false, "UTF-8");
      int status;
      try {
        status = run(line.split("\t"), out);
      } catch (Throwable t) {
        t.printStackTrace(out);
        status = 4;
      }
      out.flush();
      answers.print(status + " " + bytes.size() + "\n");
      answers.write(bytes.toByteArray());
      answers.flush();
    }
  }

  private static int run(String[] command, PrintStream out) throws Exception {
    String[] args = Arrays.copyOfRange(command, 1, command.length);
    switch (command[0]) {
      case "make": return MakeIndex.run(args, out);
      case "check": return CheckIndexMain.run(args, out);
      case "dump": return DumpIndex.run(args, out);
      case "search": return SearchOracle.run(args, out);
      default: throw new IllegalArgumentException("unknown command " + command[0]);
    }
  }
}
