package io.noisette.generate;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.generate.target.TokenizerFit;
import io.noisette.model.bart.SingleStackDirectory;
import io.noisette.model.sandwich.SandwichDirectory;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** A language model with its tokenizer, which continues texts. */
final class TextGenerator implements AutoCloseable {

  private final NDManager manager;
  private final LanguagePrompt prompts;
  private final Tokenizer tokenizer;
  private final PromptedModel model;

  private TextGenerator(
      NDManager manager, Tokenizer tokenizer, PromptedModel model, Consumer<String> warnings) {
    this.manager = manager;
    this.tokenizer = tokenizer;
    this.model = model;
    prompts = new LanguagePrompt(tokenizer, model.getFirstToken(), warnings);
  }

  /**
   * Opens a model.
   *
   * @param path model directory, checkpoint or run directory
   * @param device {@code cpu} or {@code cuda:N}
   * @param warnings receives one line about the unknown words of a prompt
   */
  static TextGenerator open(Path path, String device, Consumer<String> warnings)
      throws IOException {
    Path directory = ModelPath.resolve(path);
    Tokenizer tokenizer = Tokenizer.load(directory);
    try {
      NDManager manager = Torch.newManager(device);
      try {
        PromptedModel model = read(manager, directory, tokenizer, warnings);
        return new TextGenerator(manager, tokenizer, model, warnings);
      } catch (IOException | RuntimeException e) {
        manager.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static PromptedModel read(
      NDManager manager, Path directory, Tokenizer tokenizer, Consumer<String> warnings)
      throws IOException {
    SingleStackDirectory stack = new SingleStackDirectory(directory);
    if (stack.isSingleStack()) {
      TokenizerFit.require(directory, tokenizer, stack.readConfig().bart());
      return new PromptedStack(stack.readForInference(manager, Precision.FP32));
    }
    SandwichDirectory sandwich = new SandwichDirectory(directory);
    tokenizer.requireIdsBelow(sandwich.readConfig().vocabSize(), warnings);
    return new PromptedSandwich(sandwich.read(manager), tokenizer.getEosId());
  }

  /**
   * Continues a text.
   *
   * @param tokens maximum number of tokens to generate
   * @param goesOn called after each token with the number of tokens so far; false stops
   * @return prompt, as the tokenizer decodes it, and its continuation
   */
  String generate(String prompt, int tokens, TokenSampler sampler, IntPredicate goesOn) {
    try (LanguageWriter writer = new LanguageWriter(manager, model, prompts.encode(prompt))) {
      int written = 0;
      int newest;
      do {
        float[] scores = writer.score();
        prompts.exclude(scores);
        newest = sampler.draw(scores);
        writer.add(newest);
        written++;
      } while (goesOn.test(written) && written < tokens && !model.isEnd(newest));
      return prompts.decode(writer.getIds());
    }
  }

  /** Frees the native memory; no thread may generate meanwhile. */
  @Override
  public void close() {
    model.close();
    manager.close();
    tokenizer.close();
  }
}
