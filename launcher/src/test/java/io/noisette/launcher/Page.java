package io.noisette.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of documentation: its fenced blocks, its headings and its links. */
record Page(Path file, List<Block> blocks, List<String> prose) {

  private static final Path ROOT = Path.of("..");
  private static final String FENCE = "```";
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern NO_ANCHOR = Pattern.compile("[^\\p{L}\\p{N}_ -]");

  /** A fenced block: what stands behind the fence, and the lines within. */
  record Block(String language, List<String> lines) {}

  /** Reads a page, named from the root of the sources. */
  static Page read(String name) throws IOException {
    return read(ROOT.resolve(name));
  }

  /** The pages at the root of the sources and all that is in docs. */
  static List<Page> readAll() throws IOException {
    List<Page> pages = new ArrayList<>();
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      for (Path file : Stream.concat(root, docs).filter(Page::isPage).sorted().toList()) {
        pages.add(read(file));
      }
    }
    return pages;
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md");
  }

  /** Targets of links, as written. */
  List<String> links() {
    return prose.stream()
        .map(line -> line.replaceAll("`[^`]*`", ""))
        .flatMap(line -> LINK.matcher(line).results())
        .map(link -> link.group(1))
        .toList();
  }

  /** Headings as the end of a link names them: GitHub's rule. */
  Set<String> anchors() {
    return prose.stream()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").strip().toLowerCase(Locale.ROOT))
        .map(heading -> NO_ANCHOR.matcher(heading).replaceAll("").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static Page read(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<String> prose = new ArrayList<>();
    List<String> block = null;
    for (String line : Files.readAllLines(file)) {
      if (line.strip().startsWith(FENCE)) { // in a list it is indented
        block = block == null ? new ArrayList<>() : null;
        if (block != null) {
          blocks.add(new Block(line.strip().substring(FENCE.length()).strip(), block));
        }
      } else if (block != null) {
        block.add(line);
      } else {
        prose.add(line);
      }
    }
    return new Page(file, blocks, prose);
  }
}
