package io.noisette.distillation.sequence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.generate.target.SourcePrefix;
import io.noisette.run.ModelPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
