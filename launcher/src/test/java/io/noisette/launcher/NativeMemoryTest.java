package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.noisette.engine.BlockModel;
import io.noisette.engine.Kernels;
import io.noisette.engine.Torch;
import io.noisette.engine.UseLock;
import io.noisette.evaluation.answer.QuestionAnsweringModel;
import io.noisette.generate.TextInfiller;
import io.noisette.generate.target.TextToText;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Native memory that is freed while a thread uses it ends the JVM: each public class copes. */
final class NativeMemoryTest {

  private static final String NATIVE_TOKENIZER = "io.noisette.tokenizer.NativeTokenizer";

  private static final Set<String> NATIVE =
      Set.of(
          NDManager.class.getName(),
          NDArray.class.getName(),
          HuggingFaceTokenizer.class.getName(),
          NATIVE_TOKENIZER,
          Kernels.class.getName());

  private static List<JavaClass> all = List.of();
  private static Map<String, Path> sources = Map.of();

  @BeforeAll
  static void reads() throws IOException {
    all = List.copyOf(MainClasses.read());
    sources =
        SourceTree.packages().values().stream()
            .flatMap(List::stream)
            .collect(Collectors.toMap(file -> String.valueOf(file.getFileName()), file -> file));
  }

  /** What a program opens, and may share and close while threads are at work. */
  @Test
  void whatIsOpenedWaitsForTheThreadsThatUseIt() {
    Set<String> opened = new TreeSet<>();
    List<String> unguarded = new ArrayList<>();
    for (JavaClass found : publicHolders()) {
      if (opensNativeMemory(found)) {
        opened.add(found.getSimpleName());
        if (!uses(found, UseLock.class) && !uses(found, BlockModel.class)) {
          unguarded.add(found.getName());
        }
      }
    }
    assertEquals(List.of(), unguarded);
    Stream.of(Tokenizer.class, TextInfiller.class, TextToText.class, QuestionAnsweringModel.class)
        .forEach(type -> assertTrue(opened.contains(type.getSimpleName()), opened::toString));
  }

  @Test
  void whateverElseHoldsNativeMemorySaysThatNoThreadMayUseItMeanwhile() throws IOException {
    Map<String, String> silent = new TreeMap<>();
    int spoken = 0;
    for (JavaClass found : publicHolders()) {
      if (uses(found, UseLock.class) || speaksOfThreads(found)) {
        spoken++;
      } else {
        silent.put(found.getSimpleName(), "has no word about threads, such as at close()");
      }
    }
    assertEquals(Map.of(), silent);
    assertTrue(spoken > 20, "classes: " + spoken);
  }

  private static List<JavaClass> publicHolders() {
    return all.stream()
        .filter(found -> found.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(found -> !found.isInterface())
        .filter(found -> found.isAssignableTo(AutoCloseable.class))
        .filter(found -> found.getFields().stream().anyMatch(NativeMemoryTest::isNative))
        .toList();
  }

  private static boolean isNative(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.STATIC)
        && NATIVE.contains(field.getRawType().getName());
  }

  private static boolean opensNativeMemory(JavaClass found) {
    return found.getMethodCallsFromSelf().stream()
        .anyMatch(
            call ->
                isCall(call, Torch.class, "newManager")
                    || isCall(call, HuggingFaceTokenizer.class, "newInstance")
                    || call.getTargetOwner().getName().equals(NATIVE_TOKENIZER));
  }

  private static boolean isCall(JavaMethodCall call, Class<?> owner, String name) {
    return call.getTargetOwner().isEquivalentTo(owner) && call.getName().equals(name);
  }

  private static boolean uses(JavaClass found, Class<?> type) {
    return found.getFields().stream().anyMatch(field -> field.getRawType().isEquivalentTo(type));
  }

  /** Looks into the Javadoc of the class and of what it implements. */
  private static boolean speaksOfThreads(JavaClass found) throws IOException {
    List<JavaClass> types = new ArrayList<>(found.getAllRawInterfaces());
    types.add(found);
    for (JavaClass type : types) {
      Path source = sources.get(type.getSimpleName() + ".java");
      if (source != null
          && Files.readAllLines(source).stream()
              .map(String::strip)
              .anyMatch(line -> line.matches("/?\\*.*\\b[Tt]hread.*"))) {
        return true;
      }
    }
    return false;
  }
}
