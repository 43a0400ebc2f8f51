package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.evaluation.answer.AnsweringSettings;
import io.noisette.evaluation.answer.QuestionAnsweringModel;
import io.noisette.generate.TextInfiller;
import io.noisette.generate.target.TextToText;
import io.noisette.model.ModelFamily;
import io.noisette.model.QuestionAnswerer;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.SmallBarts;
import io.noisette.model.encoder.EncoderConfig;
import io.noisette.model.encoder.EncoderHeads;
import io.noisette.model.encoder.SmallEncoders;
import io.noisette.model.layer.Initialization;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program opens, called with null, and closed while threads call it. */
final class OpenedModelsTest {

  @TempDir private static Path directory;

  @BeforeAll
  static void writesModels() throws IOException {
    Path bart = Files.createDirectories(directory.resolve("bart"));
    Path encoder = Files.createDirectories(directory.resolve("encoder"));
    String text = "the day and the night and the day\n".repeat(5);
    SmallTokenizers.train(bart, text, 270);
    SmallTokenizers.train(encoder, text, 262);
    try (NDManager manager = Torch.newManager("cpu");
        BartModel model = SmallBarts.create(manager, SmallBarts.config(270))) {
      new BartDirectory(bart).write(model);
      EncoderConfig config = SmallEncoders.config(ModelFamily.ROBERTA, 262, 120);
      Initialization start = new Initialization(3, 0.3, config.padTokenId());
      try (QuestionAnswerer answerer =
          EncoderHeads.questionAnswering(manager, config, Precision.FP32, start)) {
        answerer.write(encoder);
      }
    }
  }

  @Test
  void everyMethodRefusesNullTextsInJava() throws Exception {
    Map<String, String> outcomes = new TreeMap<>();
    int calls = 0;
    for (AutoCloseable opened : open()) {
      try (opened) {
        for (Method method : opened.getClass().getMethods()) {
          for (List<Object> arguments : withNull(method)) {
            calls++;
            String outcome = outcome(opened, method, arguments);
            if (!outcome.equals("NullPointerException")) {
              outcomes.put(method + " " + arguments, outcome);
            }
          }
        }
      }
    }
    assertEquals(Map.of(), outcomes);
    assertTrue(calls > 15, "calls: " + calls);
  }

  @Test
  void whatIsClosedWhileThreadsUseItWaitsAndThenRefuses() throws Exception {
    for (AutoCloseable opened : open()) {
      List<Method> methods =
          Arrays.stream(opened.getClass().getMethods())
              .filter(method -> !withNull(method).isEmpty())
              .toList();
      ExecutorService threads = Executors.newFixedThreadPool(3);
      List<Future<Void>> results = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        results.add(
            threads.submit(
                () -> {
                  while (true) {
                    for (Method method : methods) {
                      method.invoke(opened, valid(method).toArray());
                    }
                  }
                }));
      }
      Thread.sleep(60);
      opened.close();
      opened.close();
      for (Future<Void> result : results) {
        try {
          result.get();
        } catch (ExecutionException e) {
          Throwable cause = e.getCause().getCause();
          assertEquals(IllegalStateException.class, cause.getClass(), cause::toString);
          assertTrue(cause.getMessage().contains("has been closed"), cause::getMessage);
        }
      }
      threads.shutdown();
    }
  }

  private static List<AutoCloseable> open() throws IOException {
    Path bart = directory.resolve("bart");
    GivenValue model = new GivenValue("--model", List.of(directory.resolve("encoder").toString()));
    AnsweringSettings settings =
        SettingsSchema.of(AnsweringSettings.class).read(Map.of("model", model), Map.of());
    return List.of(
        Tokenizer.load(bart),
        TextInfiller.open(bart, "cpu"),
        TextToText.open(bart, "cpu"),
        QuestionAnsweringModel.open(settings, warning -> {}));
  }

  /** Returns lists of arguments, each with null for one text, or none if it takes no texts. */
  private static List<List<Object>> withNull(Method method) {
    List<List<Object>> lists = new ArrayList<>();
    if (method.getDeclaringClass() == Object.class || Modifier.isStatic(method.getModifiers())) {
      return lists;
    }
    for (int i = 0; i < method.getParameterCount(); i++) {
      Class<?> type = method.getParameterTypes()[i];
      if (type == String.class || type == List.class || type == int[].class) {
        List<Object> arguments = new ArrayList<>(valid(method));
        arguments.set(i, null);
        lists.add(arguments);
        if (type == List.class) {
          List<Object> inside = new ArrayList<>(valid(method));
          inside.set(i, Arrays.asList(((List<?>) valid(method).get(i)).get(0), null));
          lists.add(inside);
        }
      }
    }
    return lists;
  }

  private static List<Object> valid(Method method) {
    return Arrays.stream(method.getGenericParameterTypes())
        .map(type -> argument(type.getTypeName()))
        .toList();
  }

  private static Object argument(String type) {
    return switch (type) {
      case "java.lang.String" -> "the day";
      case "java.util.List<java.lang.String>" -> List.of("the day", "the night");
      case "java.util.List<java.util.List<java.lang.String>>" -> List.of(List.of("the ", "day"));
      case "int[]" -> new int[] {5, 6};
      case "int" -> 2;
      case "java.util.function.IntConsumer" -> (java.util.function.IntConsumer) count -> {};
      default -> type;
    };
  }

  private static String outcome(Object target, Method method, List<Object> arguments)
      throws IllegalAccessException {
    try {
      return "returned " + method.invoke(target, arguments.toArray());
    } catch (InvocationTargetException e) {
      return e.getCause().getClass().getSimpleName();
    } catch (IllegalArgumentException e) {
      return "has a parameter of which the test knows no value: " + e.getMessage();
    }
  }
}
