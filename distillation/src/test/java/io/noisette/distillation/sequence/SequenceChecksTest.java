package io.noisette.distillation.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.StopSignal;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.generate.target.SourcePrefix;
import io.noisette.run.ModelPath;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found before the teachers work, which takes hours. */
final class SequenceChecksTest {

  @TempDir private Path directory;

  @Test
  void aBadRowAtTheEndIsFoundBeforeTheTeacherWorks() throws IOException {
    SmallSequences small = new SmallSequences(directory);
    Path teacher = small.trained("teacher", 1);
    Path train = directory.resolve("bad.tsv");
    Files.writeString(train, Files.readString(small.train()) + "a source alone\n");
    Path output = directory.resolve("output");
    SequenceDistillConfig config =
        small.config(Level.SEQUENCE, teacher, output, Map.of("train", train));
    CorruptDataException e =
        assertThrows(CorruptDataException.class, () -> SmallSequences.distill(config));
    assertTrue(String.valueOf(e.getMessage()).contains("1 of 17 rows cannot be used"), e::toString);
    assertFalse(Files.exists(output));
  }

  @Test
  void storedTargetsOfOtherSourcesAreRefused() throws IOException {
    SmallSequences small = new SmallSequences(directory);
    Path teacher = small.trained("teacher", 20);
    SequenceDistillConfig config =
        small.config(Level.SEQUENCE, teacher, directory.resolve("output"), Map.of());
    Path file =
        Objects.requireNonNull(
            new TeacherTargets(config, new RecordingConsole()).write(new StopSignal()));
    List<String> whole = Files.readAllLines(file);
    List<String> shorter = new ArrayList<>(whole);
    shorter.remove(2);
    assertDamaged(config, file, shorter, 3);
    List<String> longer = new ArrayList<>(whole);
    longer.add(whole.get(0));
    assertDamaged(config, file, longer, 17);
    List<String> other = new ArrayList<>(whole);
    other.set(0, whole.get(0).replaceFirst("target", "aim"));
    assertDamaged(config, file, other, 1);
    Files.write(file, whole);
    new TeacherTargets(config, new RecordingConsole()).write(new StopSignal());
    assertEquals(whole, Files.readAllLines(file));
  }

  private static void assertDamaged(
      SequenceDistillConfig config, Path file, List<String> lines, int line) throws IOException {
    Files.write(file, lines);
    TeacherTargets targets = new TeacherTargets(config, new RecordingConsole());
    CorruptDataException e =
        assertThrows(CorruptDataException.class, () -> targets.write(new StopSignal()));
    assertTrue(
        String.valueOf(e.getMessage())
            .startsWith(file + ":" + line + " is not the target of training source " + line),
        e::toString);
  }

  @Test
  void aTeacherOfAnotherPrefixCannotTeachWords() throws IOException {
    SmallSequences small = new SmallSequences(directory);
    Path teacher = small.trained("teacher", 1);
    Path model = ModelPath.resolve(teacher);
    Path other = Files.createDirectory(directory.resolve("with-prefix"));
    for (String file : new String[] {"config.json", "model.safetensors", "tokenizer.json"}) {
      Files.copy(model.resolve(file), other.resolve(file));
    }
    SourcePrefix.write(other, "translate: ");
    Map<String, ?> student = Map.of("student", small.model());
    SequenceDistillConfig config =
        small.config(Level.WORD, other, directory.resolve("output"), student);
    UsageException e = assertThrows(UsageException.class, () -> SmallSequences.distill(config));
    assertTrue(
        String.valueOf(e.getMessage())
            .contains("it was trained with the prefix 'translate: ' before every source"),
        e::toString);
  }
}
