package io.noisette.bench.fuzz;

import io.noisette.distillation.transfer.TeacherScores;
import io.noisette.distillation.transfer.UnlabelledTexts;
import io.noisette.evaluation.squad.IdMap;
import io.noisette.evaluation.squad.SquadFile;
import io.noisette.evaluation.task.Split;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.evaluation.task.TaskReader;
import io.noisette.seq2seq.data.PairFileFormat;
import io.noisette.seq2seq.data.PairFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Files of tasks: examples, pairs of texts, questions, and descriptions. */
final class FuzzedTasks {

  private static final String QUESTIONS =
      """
      {"version": "v2.0", "data": [{"title": "Cats", "paragraphs": [
        {"context": "A cat sat.", "qas": [
          {"id": "q1", "question": "Who sat?", "is_impossible": false,
           "answers": [{"text": "A cat", "answer_start": 0}]},
          {"id": "q2", "question": "Who ran?", "is_impossible": true, "answers": []}]}]}]}
      """;

  private final Path directory;

  FuzzedTasks(Path directory) {
    this.directory = directory;
  }

  FuzzedFile task(String name, String content) throws IOException {
    Path path = Files.writeString(directory.resolve(name), content);
    return new FuzzedFile(
        path,
        path.toString(),
        () -> new TaskReader(TaskLookup.find("rte"), directory, it -> {}).read(Split.DEV));
  }

  FuzzedFile taskYaml() throws IOException {
    Path path =
        Files.writeString(
            directory.resolve("task.yaml"),
            "text: a # it\nlabel: 2\nlabels: [a, 'b']\ndev: dev.tsv\nmetrics: [f1]\n");
    return new FuzzedFile(
        path, path.toString(), () -> Objects.requireNonNull(TaskLookup.find(path.toString())));
  }

  FuzzedFile pairs(String name, PairFileFormat format, String part) throws IOException {
    Path path = Files.writeString(directory.resolve(name), part.repeat(2));
    return new FuzzedFile(path, path.toString(), () -> PairFiles.read(format, List.of(path)));
  }

  FuzzedFile parallelLines() throws IOException {
    Path sources = Files.writeString(directory.resolve("a.en"), "the cat\na mat\n");
    Path targets = Files.writeString(directory.resolve("a.de"), "die Katze\neine Matte\n");
    return new FuzzedFile(
        targets,
        directory.toString(),
        () -> PairFiles.read(PairFileFormat.LINES, List.of(sources, targets)));
  }

  FuzzedFile squad() throws IOException {
    Path path = Files.writeString(directory.resolve("dev.json"), QUESTIONS);
    return new FuzzedFile(path, path.toString(), () -> SquadFile.read(path).isVersion2());
  }

  FuzzedFile squadPredictions() throws IOException {
    Path path = Files.writeString(directory.resolve("texts.json"), "{\"q1\": \"A \\u0063at\"}");
    return new FuzzedFile(path, path.toString(), () -> IdMap.readTexts(path));
  }

  FuzzedFile teacherScores() throws IOException {
    Path path = directory.resolve("teacher-1.safetensors");
    Map<String, String> origin = Map.of("model", "abc", "max-length", "128");
    new TeacherScores(origin, new float[] {1, 2, 3, 4}, List.of(new float[] {5, 6})).write(path, 2);
    return new FuzzedFile(
        path,
        path.toString(),
        () ->
            Objects.requireNonNull(TeacherScores.read(path, origin, List.of(2, 1), 2))
                .getTransfer());
  }

  FuzzedFile unlabelled() throws IOException {
    Path path = Files.writeString(directory.resolve("texts.tsv"), "a cat\ta mat\n\nb\tc\n");
    return new FuzzedFile(path, path.toString(), () -> UnlabelledTexts.read(path, true).examples());
  }
}
