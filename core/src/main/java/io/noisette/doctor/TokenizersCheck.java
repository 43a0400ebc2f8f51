package io.noisette.doctor;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Check that loads the tokenizers library and encodes a word. */
final class TokenizersCheck implements Check {

  private static final String ONE_WORD =
      """
      {"version": "1.0", "added_tokens": [], "model":
        {"type": "WordLevel", "vocab": {"<unk>": 0, "coffee": 1}, "unk_token": "<unk>"}}
      """;

  private final NativeLibrary library;

  TokenizersCheck(NativeLibrary library) {
    this.library = library;
  }

  @Override
  public String getName() {
    return "tokenizers";
  }

  @Override
  public Finding examine() throws IOException {
    Throwable failure = library.load();
    return failure == null ? encode() : Finding.ofFailure(failure);
  }

  private static Finding encode() throws IOException {
    var json = new ByteArrayInputStream(ONE_WORD.getBytes(StandardCharsets.UTF_8));
    try (HuggingFaceTokenizer tokenizer =
        HuggingFaceTokenizer.newInstance(json, Map.of("truncation", "false", "padding", "false"))) {
      long[] ids = tokenizer.encode("coffee").getIds();
      boolean right = ids.length == 1 && ids[0] == 1;
      String version = tokenizer.getVersion();
      return right
          ? Finding.ok(version + ", tokenizes a test word correctly").with("version", version)
          : Finding.problem(
                  version + " tokenizes a test word incorrectly",
                  "report this as a fault of Noisette, with the output of doctor")
              .with("version", version);
    }
  }
}
