package io.noisette.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sections of docs/papers.md, with the number of checks that each lists, and what is wrong with
 * citations of them. Citations read {@code PAGE 1.7}, {@code PAGE 2.1 and 2.5} or {@code PAGE 3.4,
 * checks 1 and 2}.
 */
record PaperCitations(Map<String, Integer> checksBySection) {

  private static final String NUMBERS = "(\\d+(?:\\.\\d+)?(?:(?:, | and )\\d+(?:\\.\\d+)?)*)";
  private static final Pattern MENTION = Pattern.compile("([\\w./]*/)?papers\\.md(.?)");
  private static final Pattern CITATION =
      Pattern.compile("\\G " + NUMBERS + "(?:, checks? " + NUMBERS + ")?");
  private static final Pattern LOOSE_CHECK = Pattern.compile("/\\*\\* (Checks? \\d+)");
  private static final Pattern LINE_START = Pattern.compile("\\s*\\R\\s*(?:\\*(?!/)|//|#)?\\s*");

  static PaperCitations read() throws IOException {
    Map<String, Integer> checks = new HashMap<>();
    String section = "";
    for (String line : Page.read("docs/papers.md").prose()) {
      if (line.matches("##+ \\d.*")) {
        section = line.split(" ", -1)[1];
        checks.put(section, 0);
      } else if (line.matches("\\d+\\. .*")) {
        checks.merge(section, 1, Integer::sum);
      }
    }
    return new PaperCitations(checks);
  }

  /** What is wrong with the citations of a source file or page; nothing if all lead somewhere. */
  List<String> findFaults(String text) {
    List<String> faults = new ArrayList<>();
    LOOSE_CHECK.matcher(text).results().forEach(check -> faults.add(check.group(1) + " of what?"));
    String unwrapped = LINE_START.matcher(text).replaceAll(" ");
    Matcher citation = CITATION.matcher(unwrapped);
    for (MatchResult mention : MENTION.matcher(unwrapped).results().toList()) {
      String after = mention.group(2);
      boolean isPathOrLink = !after.equals(" ") && !after.isEmpty();
      if (isPathOrLink) {
        continue;
      }
      String shown =
          unwrapped.substring(mention.start(), Math.min(unwrapped.length(), mention.end() + 20));
      if (!"docs/".equals(mention.group(1))) {
        faults.add(shown + ": is not written docs/papers.md");
      } else if (!citation.find(mention.end(2) - after.length())) {
        faults.add(shown + ": names no section");
      } else {
        faults.addAll(findFaults(shown, citation.group(1), citation.group(2)));
      }
    }
    return faults;
  }

  private List<String> findFaults(String shown, String sections, String checks) {
    List<String> faults = new ArrayList<>();
    List<String> cited = numbers(sections);
    cited.stream()
        .filter(section -> !checksBySection.containsKey(section))
        .forEach(section -> faults.add(shown + ": there is no section " + section));
    int last = checksBySection.getOrDefault(cited.get(cited.size() - 1), 0);
    if (checks != null) {
      numbers(checks).stream()
          .filter(check -> Integer.parseInt(check) > last)
          .forEach(check -> faults.add(shown + ": there is no check " + check));
    }
    return faults;
  }

  private static List<String> numbers(String text) {
    return Arrays.asList(text.split(", | and ", -1));
  }
}
