package io.noisette.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** File with the results of several runs, in the directory above theirs. */
public final class SummaryFile {

  /** Name of the file. */
  public static final String NAME = "summary.json";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private SummaryFile() {}

  /**
   * Writes a summary, in place of an older one.
   *
   * @param summary record whose components become keys, null ones too
   */
  public static void write(Path directory, Object summary) throws IOException {
    byte[] json = (GSON.toJson(summary) + "\n").getBytes(StandardCharsets.UTF_8);
    DurableFiles.replace(directory.resolve(NAME), json);
  }
}
