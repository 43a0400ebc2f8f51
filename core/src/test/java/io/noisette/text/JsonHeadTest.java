package io.noisette.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both readers of text give the same answer to JSON. */
final class JsonHeadTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":1,\"content\":\"hello\"}",
        "{\"id\":1,\"content\":\"hello\"}\n{\"id\":2,\"content\":\"you\"}\n",
        "{\"words\": \"x\"}\ny\n",
        "{\"text\":[\"a\",\"b\"]}\n",
        "{}\n",
        "[\"a\", \"b\"]",
        "\n [\n  \"a, b\",\n  \"c\"\n]\n",
        "[{\"text\": \"a\"}, {\"text\": \"b\"}]",
        "[\n{\"text\": \"a\"},\n{\"text\": \"b\"}\n]\n",
        "[\"a\"]\n[\"b\"]\n",
        "[[\"a\"]]",
        "[]\n",
        "{\n  \"text\": \"a\"\n}\n",
        "{\n  \"data\": [\n    {\"text\": \"a\"},\n    {\"text\": \"b\"}\n  ]\n}\n",
      })
  void jsonThatIsNotTextsLineByLineIsRefused(String content) throws IOException {
    Path file = write(content);
    for (String message : tell(UsageException.class, file)) {
      assertTrue(message.startsWith(file.toString()), message);
      assertTrue(message.contains("rename the key") || message.contains("jq -c"), message);
    }
  }

  @Test
  void theCommandFitsWhatIsInTheFile() throws IOException {
    Map<String, String> commands =
        Map.of(
            " [\n  \"a, b\",\n  \"c\"\n]\n", "jq -c '.[] | {text: .}'",
            "\n[\n {\"text\": \"a\"}\n]\n", "jq -c '.[]'",
            "{\n  \"text\": \"a\"\n}\n", "jq -c .");
    for (Map.Entry<String, String> each : commands.entrySet()) {
      for (String message : tell(UsageException.class, write(each.getKey()))) {
        assertTrue(message.endsWith("for instance with " + each.getValue()), message);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n{\"text\":\"x\"\n",
        "\n{\"text\":\"x\"\n{\"text\":\"y\"}\n",
        "\n{text:\"x\"}\n{\"text\":\"y\"}\n",
        "\n{\"text\":\"x\",\"text\":\"y\"}\n{\"text\":\"y\"}\n",
        "{\"text\":\"y\"}\n{\"text: \"y\"}\n",
        "{\"text\":\"y\"}\n{\"other\": \"y\"}\n",
        "{\"text\":\"y\"}\nwords\n",
      })
  void aBrokenLineOfJsonIsNamed(String content) throws IOException {
    Path file = write(content);
    for (String message : tell(CorruptDataException.class, file)) {
      assertTrue(message.startsWith(file + ":2: not a JSON object"), message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1] See page 7.",
        "[1, 2] show that it holds.",
        "[[Image:a.png]] A dog.",
        "[\"Yes\" was all she said.] Then she left.",
        "{{Infobox}}",
        "{a} is a set.",
        "(a) \"b\"",
        "\"Hello.\"",
      })
  void proseMayBeginWithABracket(String line) throws IOException {
    Path file = write(line + "\nMore.\n");
    try (TextLines lines = TextLines.open(file)) {
      assertEquals(line, lines.readLine());
    }
    try (DocumentReader reader = DocumentReader.open(file, DocumentFormat.AUTO)) {
      assertEquals(DocumentFormat.LINE, reader.getFormat());
    }
  }

  @Test
  void aLongStringIsNoDanger() throws IOException {
    Path file = write("[\"" + "\\n".repeat(1 << 20) + "\"]");
    assertEquals(2, tell(UsageException.class, file).size());
  }

  private Path write(String content) throws IOException {
    return Files.writeString(directory.resolve("text"), content);
  }

  private static List<String> tell(Class<? extends RuntimeException> kind, Path file) {
    List<String> messages = new ArrayList<>();
    messages.add(
        assertThrows(
                kind,
                () -> {
                  try (TextLines lines = TextLines.open(file)) {
                    while (lines.readLine() != null) {
                      assertTrue(lines.getLineNumber() > 0);
                    }
                  }
                })
            .getMessage());
    messages.add(
        assertThrows(
                kind,
                () -> {
                  try (DocumentReader reader = DocumentReader.open(file, DocumentFormat.AUTO)) {
                    while (reader.read() != null) {
                      assertTrue(reader.getBytesRead() > 0);
                    }
                  }
                })
            .getMessage());
    return messages;
  }
}
