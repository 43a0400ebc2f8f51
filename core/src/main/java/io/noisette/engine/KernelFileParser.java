package io.noisette.engine;

import io.noisette.engine.KernelFile.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a kernel resource, which is Python as PyTorch's users write it, and says it in the dialect
 * that libtorch compiles: see {@code docs/kernels.md}.
 */
final class KernelFileParser {

  private static final Pattern IMPORT = Pattern.compile("from (\\.+)([\\w.]+) import (\\w+)");
  private static final Pattern CLASS = Pattern.compile("class (\\w+)\\(([\\w, ]+)\\):");
  private static final Pattern CONSTANT =
      Pattern.compile(" {4}(\\w+): (int|float|bool)(?:\\s*#.*)?");
  private static final Pattern SCALAR_TYPE = Pattern.compile("\\btorch\\.([a-z]+\\d*)\\b(?![.(])");
  private static final String ROOT = "Module";

  private final String path;
  private final String name;
  private final List<String> lines;
  private final Map<String, String> imports = new LinkedHashMap<>();
  private final List<String> bases = new ArrayList<>();
  private final Map<String, String> constants = new LinkedHashMap<>();
  private final List<Line> body = new ArrayList<>();
  private final List<KernelSignature> functions = new ArrayList<>();

  private KernelFileParser(String path, String text) {
    this.path = path;
    name = path.substring(path.lastIndexOf('/') + 1);
    lines = text.lines().toList();
  }

  /**
   * @param path of the resource, without {@code .py}: {@code io/noisette/engine/Rounding}
   * @throws IllegalArgumentException if it is not of the form that the page describes
   */
  static KernelFile parse(String path, String text) {
    return new KernelFileParser(path, text).parse();
  }

  private KernelFile parse() {
    int at = 0;
    while (at < lines.size() && !lines.get(at).startsWith("class ")) {
      readImport(lines.get(at));
      at++;
    }
    if (at == lines.size()) {
      throw new IllegalArgumentException(name + ".py defines no class");
    }
    readClass(at);
    boolean isDifferentiable = false;
    for (at++; at < lines.size(); at++) {
      String line = lines.get(at);
      Matcher constant = CONSTANT.matcher(line);
      if (constant.matches() && functions.isEmpty()) {
        constants.put(constant.group(1), constant.group(2));
      } else if (line.strip().equals("@differentiable")) {
        isDifferentiable = true;
      } else {
        if (line.startsWith("    def ")) {
          functions.add(signature(at, isDifferentiable));
          isDifferentiable = false;
        }
        body.add(new Line(translate(line), name + ".py", at + 1));
      }
    }
    return new KernelFile(name, bases, constants, body, functions);
  }

  private void readImport(String line) {
    Matcher found = IMPORT.matcher(line);
    if (found.lookingAt()) {
      int up = found.group(1).length();
      String directory = path;
      for (int i = 0; i < up; i++) {
        directory = directory.substring(0, Math.max(0, directory.lastIndexOf('/')));
      }
      imports.put(found.group(3), directory + "/" + found.group(2).replace('.', '/'));
    }
  }

  private void readClass(int at) {
    Matcher definition = CLASS.matcher(lines.get(at).strip());
    if (!definition.matches() || !definition.group(1).equals(name)) {
      throw fault(at, "must be 'class " + name + "(Module):', or have other kernels as bases");
    }
    for (String base : definition.group(2).split(", *", -1)) {
      if (base.equals(ROOT)) {
        continue;
      }
      String resource = imports.get(base);
      if (resource == null) {
        throw fault(at, "the base " + base + " needs 'from .%s import %s'".formatted(base, base));
      }
      bases.add(resource);
    }
  }

  private KernelSignature signature(int at, boolean isDifferentiable) {
    StringBuilder head = new StringBuilder();
    int next = at;
    do {
      head.append(withoutComment(lines.get(next)).strip()).append(' ');
      next++;
    } while (next < lines.size() && !head.toString().endsWith(": "));
    StringBuilder rest = new StringBuilder();
    while (next < lines.size() && !lines.get(next).matches(" {4}[\\w@].*")) {
      rest.append(withoutComment(lines.get(next))).append('\n');
      next++;
    }
    try {
      String onOneLine = head.toString().replaceAll("\\( ", "(").replaceAll(",? \\)", ")");
      return KernelSignature.parse(onOneLine, rest.toString(), isDifferentiable);
    } catch (IllegalArgumentException e) {
      throw fault(at, String.valueOf(e.getMessage()));
    }
  }

  /** Namespaces that the dialect lacks, and element types by libtorch's numbers. */
  private static String translate(String line) {
    String known = line.replace("torch.nn.functional.", "torch.").replace("torch.ops.", "ops.");
    return SCALAR_TYPE.matcher(known).replaceAll(KernelFileParser::numberOf);
  }

  private static String numberOf(MatchResult found) {
    for (ScalarType type : ScalarType.values()) {
      if (type.getName().equals(found.group(1))) {
        return Integer.toString(type.getNumber());
      }
    }
    return Matcher.quoteReplacement(found.group());
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
  }

  private IllegalArgumentException fault(int at, String message) {
    return new IllegalArgumentException("%s.py, line %d: %s".formatted(name, at + 1, message));
  }
}
