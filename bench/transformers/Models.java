import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.Gson;
import com.google.gson.JsonParser;
import io.noisette.engine.Torch;
import io.noisette.model.PackedTokens;
import io.noisette.model.QuestionAnswerer;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.SequenceBatch;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TokenTagger;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.model.encoder.MaskedLanguageModel;
import io.noisette.tokenizer.EncodedText;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.Tokenizer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What check_models.py asks of Noisette's classes; run as a source file with Noisette's class path.
 *
 * <pre>
 * java -cp … Models.java rewrite IN OUT IDS TYPES   reads a model, writes it, prints scores of one text
 * java -cp … Models.java encode DIR MAX_LENGTH      texts and pairs (TAB) of stdin to ids and types
 * </pre>
 */
public final class Models {

  private static final Gson JSON = new Gson();

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("rewrite")) {
      int[] ids = JSON.fromJson(arguments[3], int[].class);
      int[] types = JSON.fromJson(arguments[4], int[].class);
      rewrite(Path.of(arguments[1]), Path.of(arguments[2]), ids, types);
    } else {
      encode(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    }
  }

  private static void rewrite(Path from, Path to, int[] ids, int[] types) throws Exception {
    Files.createDirectories(to);
    try (Tokenizer tokenizer = Tokenizer.load(from)) {
      tokenizer.write(to);
    }
    String config = Files.readString(from.resolve("config.json"));
    String architecture =
        JsonParser.parseString(config)
            .getAsJsonObject()
            .getAsJsonArray("architectures")
            .get(0)
            .getAsString();
    ModelDirectory directory = new ModelDirectory(from, System.err::println);
    PackedTokens tokens = PackedTokens.of(List.of(ids));
    SequenceBatch batch = new SequenceBatch(tokens, PackedTokens.of(List.of(types)));
    try (NDManager manager = Torch.newManager("cpu")) {
      NDArray scores;
      if (architecture.endsWith("ForMaskedLM")) {
        MaskedLanguageModel model = directory.readMaskedLm(manager, ModelOptions.DEFAULT);
        model.write(to);
        scores = model.logits(manager, batch);
      } else if (architecture.endsWith("ForSequenceClassification")) {
        SequenceClassifier model = directory.readClassifier(manager, ModelOptions.DEFAULT);
        model.write(to);
        scores = model.logits(manager, batch);
      } else if (architecture.endsWith("ForTokenClassification")) {
        TokenTagger model = directory.readTagger(manager, ModelOptions.DEFAULT);
        model.write(to);
        scores = model.logits(manager, batch);
      } else if (architecture.endsWith("ForQuestionAnswering")) {
        QuestionAnswerer model = directory.readQuestionAnswering(manager, ModelOptions.DEFAULT);
        model.write(to);
        scores = model.logits(manager, batch);
      } else {
        BartModel model = new BartDirectory(from, System.err::println).read(manager);
        new BartDirectory(to).write(model);
        scores = model.logits(manager, new Seq2SeqBatch(tokens, tokens, tokens));
      }
      System.out.println(JSON.toJson(scores.toFloatArray()));
    }
  }

  private static void encode(Path directory, int maxLength) throws Exception {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      PairEncoder encoder = new PairEncoder(tokenizer, maxLength);
      StringBuilder out = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] texts = line.split("\t", -1);
        EncodedText encoded =
            texts.length == 1 ? encoder.encode(line) : encoder.encode(texts[0], texts[1]);
        out.append(JSON.toJson(List.of(encoded.getIds(), encoded.getTypes()))).append('\n');
      }
      System.out.print(out);
    }
  }
}
