package io.noisette.distillation.specialist;

import static io.noisette.settings.Bounds.requireAtLeast;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.command.Console;
import io.noisette.evaluation.task.ClassificationTask;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.run.DurableFiles;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The specialists of an output directory, as in its {@code specialists.json}; the run directory of
 * each is {@code specialist-N}.
 *
 * @param task name of the task
 * @param labels of the task
 * @param generalist SHA-256 of the model
 * @param likelyClasses number of the generalist's likeliest classes whose specialists are asked
 * @param specialists in the order of their numbers
 */
public record SpecialistSet(
    String task,
    List<String> labels,
    String generalist,
    int likelyClasses,
    List<Member> specialists) {

  /** Name of the file in the output directory. */
  public static final String FILE_NAME = "specialists.json";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /**
   * A specialist and its part of the texts.
   *
   * @param classes that it tells apart; all others are its dustbin
   * @param texts number of training texts of these classes
   * @param subsetShare their share of the training set
   * @param trainingShare their share of the batches
   * @param trained whether its training has finished
   */
  public record Member(
      List<String> classes, int texts, double subsetShare, double trainingShare, boolean trained) {

    public Member {
      classes = List.copyOf(classes);
      requireShare("subsetShare", subsetShare);
      requireShare("trainingShare", trainingShare);
    }

    /** Returns what is added to the dustbin's logit. */
    double toCorrection() {
      return Specialist.dustbinCorrection(subsetShare, trainingShare);
    }

    private Member withTrained(boolean isTrained) {
      return new Member(classes, texts, subsetShare, trainingShare, isTrained);
    }

    private static void requireShare(String name, double share) {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException(name + " must be between 0 and 1, not " + share);
      }
    }
  }

  public SpecialistSet {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(generalist, "generalist");
    requireAtLeast("likelyClasses", likelyClasses, 1);
    labels = List.copyOf(labels);
    specialists = List.copyOf(specialists);
    for (Member member : specialists) { // whatever a file says is checked when it is read
      new Specialist(toSubset(member, labels, Labels.of(labels)), labels.size());
    }
  }

  /** Returns the run directory of a specialist, counted from 0 here and from 1 in its name. */
  static Path directoryOf(Path output, int index) {
    return output.resolve("specialist-" + (index + 1));
  }

  /**
   * Chooses specialists by the generalist's probabilities.
   *
   * @throws UsageException if no cluster has classes and texts enough
   */
  static SpecialistSet choose(SpecialistConfig config, SpecialistData data, Console console) {
    Labels labels = data.texts().task().labels().labels();
    float[] targets = data.train().getTargets();
    List<Member> members = new ArrayList<>();
    for (Specialist specialist :
        new ClassSubsets(config, labels).find(data.probabilities(), console)) {
      int texts = SpecialistBatches.find(targets, specialist, true).length;
      List<String> names = specialist.subset().stream().map(labels.names()::get).toList();
      if (texts == 0 || texts == targets.length) {
        throw new UsageException(
            "%s of the training texts belong to the classes %s, of which a specialist could learn nothing; give another number of --clusters"
                .formatted(texts == 0 ? "none" : "all", String.join(", ", names)));
      }
      members.add(
          new Member(
              names,
              texts,
              (double) texts / targets.length,
              (double) config.countSpecial() / config.training().batchSize(),
              false));
    }
    return new SpecialistSet(
        data.texts().task().name(),
        labels.names(),
        Objects.requireNonNull(data.digests().get("generalist")),
        config.likelyClasses(),
        members);
  }

  /**
   * Returns the parts of the specialists in a task.
   *
   * @param directory for messages
   * @throws UsageException if the labels are not those of the task
   */
  List<SpecialistRole> toRoles(Path directory, ClassificationTask ofTask) {
    Labels others = ofTask.labels().labels();
    if (Labels.of(labels).findIn(others) == null) {
      throw new UsageException(
          "%s has specialists of the task %s with the labels %s, but the task %s has %s"
              .formatted(
                  directory,
                  task,
                  String.join(", ", labels),
                  ofTask.name(),
                  String.join(", ", others.names())));
    }
    List<SpecialistRole> roles = new ArrayList<>();
    for (Member member : specialists) {
      List<Integer> subset = toSubset(member, labels, others);
      roles.add(
          SpecialistRole.of(new Specialist(subset, others.size()), member.toCorrection(), ofTask));
    }
    return roles;
  }

  /** Returns the set with a specialist whose training has finished. */
  SpecialistSet withTrained(int index) {
    List<Member> changed = new ArrayList<>(specialists);
    changed.set(index, changed.get(index).withTrained(true));
    return new SpecialistSet(task, labels, generalist, likelyClasses, changed);
  }

  /** Returns whether another set has the same specialists, trained or not. */
  boolean isSamePlan(SpecialistSet other) {
    return untrained().equals(other.untrained());
  }

  private SpecialistSet untrained() {
    return new SpecialistSet(
        task,
        labels,
        generalist,
        likelyClasses,
        specialists.stream().map(member -> member.withTrained(false)).toList());
  }

  /** Returns one line for each specialist. */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    for (Member member : specialists) {
      lines.add(
          String.format(
              Locale.ROOT,
              "specialist %d (%,d texts, %.1f %%): %s",
              lines.size() + 1,
              member.texts(),
              100 * member.subsetShare(),
              String.join(", ", member.classes())));
    }
    return lines;
  }

  void write(Path directory) throws IOException {
    byte[] json = (GSON.toJson(this) + "\n").getBytes(StandardCharsets.UTF_8);
    DurableFiles.replace(directory.resolve(FILE_NAME), json);
  }

  /**
   * Reads the file of an output directory; null if there is none.
   *
   * @throws CorruptDataException if it is damaged
   */
  static @Nullable SpecialistSet read(Path directory) throws IOException {
    Path file = directory.resolve(FILE_NAME);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      SpecialistSet set = StrictJson.read(GSON, WholeFile.readText(file), SpecialistSet.class);
      if (set != null) {
        return set;
      }
    } catch (RuntimeException | CharacterCodingException e) {
      // Gson wraps what the compact constructor throws if a component is missing.
      throw new CorruptDataException(
          file + " is not a valid list of specialists; train them again in another --output", e);
    }
    throw new CorruptDataException(
        file + " is empty, not a list of specialists; train them again in another --output");
  }

  /**
   * Returns the classes of a specialist as indices of a task's labels, which may be ordered
   * otherwise.
   */
  private static List<Integer> toSubset(Member member, List<String> labels, Labels ofTask) {
    int[] places = Objects.requireNonNull(Labels.of(labels).findIn(ofTask));
    return member.classes().stream()
        .map(
            name -> {
              int index = labels.indexOf(name);
              if (index < 0) {
                throw new IllegalArgumentException(name + " is a class, but no label");
              }
              return places[index];
            })
        .sorted()
        .toList();
  }
}
