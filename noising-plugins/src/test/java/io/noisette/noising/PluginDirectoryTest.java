package io.noisette.noising;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.noising.builtin.Noises;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.testing.PluginJar;
import io.noisette.noising.testing.SmallVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginDirectoryTest {

  private static final TokenizedDocument DOCUMENT =
      TokenizedDocument.of(new int[] {10, 11}, new int[] {0});

  @TempDir private Path directory;

  @Test
  void aJarThatIsDroppedInAddsAFunction() throws IOException {
    Path jar = directory.resolve("stutter.jar");
    PluginJar.write(
        jar,
        "com.example.Stutter",
        Files.readString(Path.of("src/test/java/com/example/Stutter.java")));
    Files.writeString(directory.resolve("README.md"), "no plug-in");
    List<Plugin> plugins = PluginDirectory.load(directory);
    assertEquals(1, plugins.size());
    assertEquals(List.of("stutter"), plugins.get(0).getNames());
    assertEquals(List.of(jar), plugins.get(0).jars());
    assertEquals("[10 10 11 11]", corrupt("stutter(rate=1)").toString());
    assertEquals("[4 4 4 4]", corrupt("stutter(rate=1)|mask-tokens(ratio=1)").toString());
  }

  @Test
  void aFolderIsOnePluginWithAllItsJars() throws IOException {
    Map<String, byte[]> classes =
        PluginJar.compile(
            "Words",
            source("Words", "words", "return (d, r) -> Depth.NONE == 0 ? d : null;")
                + "final class Depth { static int NONE = 0; }");
    Path folder = directory.resolve("words");
    PluginJar.write(
        folder.resolve("a.jar"),
        Map.of("Words.class", classes.get("Words.class"), PluginJar.SERVICE_FILE, utf8("Words")));
    PluginJar.write(folder.resolve("b.jar"), Map.of("Depth.class", classes.get("Depth.class")));
    assertEquals(DOCUMENT, corrupt("words"));
    NoiseCompiler compiler = compiler();
    Plugin plugin = compiler.findPlugins(NoiseSpec.parse("infill|words")).get("words");
    assertEquals(folder, plugin.path());
    assertEquals(List.of(folder.resolve("a.jar"), folder.resolve("b.jar")), plugin.jars());
    assertEquals(Set.of(), compiler.findPlugins(NoiseSpec.parse("infill")).keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.google.inject.Guice",
        "io.noisette.noising.NoiseSpec",
        "io.noisette.noising.testing.PluginJar",
        "org.junit.jupiter.api.Test"
      })
  void aPluginDoesNotSeeTheApplication(String className) throws IOException {
    plugin("nosy", "Class.forName(\"" + className + "\"); return (d, r) -> d;");
    assertEquals(
        "plug-in %s: Plugin.create threw java.lang.ClassNotFoundException: %s"
            .formatted(directory.resolve("nosy.jar"), className),
        assertThrows(PluginException.class, this::compiler).getMessage());
  }

  @Test
  void aPluginSeesTheJdkAndTheSpi() throws IOException {
    plugin(
        "fine",
        "Class.forName(\"java.sql.Driver\");"
            + " Class.forName(\"org.jspecify.annotations.Nullable\"); return (d, r) -> d;");
    assertEquals(DOCUMENT, corrupt("fine"));
  }

  @Test
  void twoPluginsMayHaveClassesOfOneName() throws IOException {
    plugin("one", "return (d, r) -> d;");
    plugin("two", "return (d, r) -> TokenizedDocument.builder(0).build();");
    assertEquals(DOCUMENT, corrupt("one"));
    assertEquals("[]", corrupt("one|two").toString());
  }

  @Test
  void twoFunctionsOfOneNameAreAnError() throws IOException {
    plugin("first", "again", "return (d, r) -> d;");
    plugin("second", "again", "return (d, r) -> d;");
    assertProblem(
        "two noising functions have the name 'again': Plugin of plug-in %s/first.jar"
            + " and Plugin of plug-in %<s/second.jar");
  }

  @Test
  void aPluginCannotReplaceABuiltInFunction() throws IOException {
    plugin("mine", "infill", "return (d, r) -> d;");
    assertProblem(
        "two noising functions have the name 'infill': io.noisette.noising.builtin.Infill"
            + " and Plugin of plug-in %s/mine.jar");
  }

  @Test
  void aNameThatNoSpecCanSayIsAnError() throws IOException {
    plugin("bad", "Bad Name", "return (d, r) -> d;");
    assertProblem(
        "Plugin of plug-in %s/bad.jar has the invalid name 'Bad Name'; use lower-case words joined"
            + " by hyphens, but not 'none'");
  }

  @Test
  void aFileThatIsNoJarIsAnError() throws IOException {
    Files.writeString(directory.resolve("text.jar"), "not a jar");
    assertProblem("plug-in %s/text.jar is not a readable jar: zip END header not found");
  }

  @Test
  void aJarWithoutFactoryIsAnError() throws IOException {
    PluginJar.write(directory.resolve("library.jar"), Map.of("a.txt", utf8("text")));
    assertProblem(
        "plug-in %s/library.jar lists no noising function in META-INF/services/"
            + "io.noisette.noising.spi.NoisingFunctionFactory; put the jars of one plug-in"
            + " into a folder of their own");
  }

  @Test
  void aFolderWithoutJarIsAnError() throws IOException {
    Files.createDirectory(directory.resolve("classes"));
    assertProblem("plug-in %s/classes contains no jar");
  }

  @Test
  void aServiceFileThatNamesNoClassIsAnError() throws IOException {
    PluginJar.write(
        directory.resolve("typo.jar"), Map.of(PluginJar.SERVICE_FILE, utf8("com.example.Typo")));
    assertProblem("plug-in %s/typo.jar cannot be loaded: Provider com.example.Typo not found");
  }

  @Test
  void aFactoryThatThrowsIsAnError() throws IOException {
    Path jar = directory.resolve("broken.jar");
    String broken = source("Plugin", "broken", "throw new IllegalStateException(\"bad\\nluck\");");
    PluginJar.write(jar, "Plugin", broken);
    assertProblem(
        "plug-in %s/broken.jar: Plugin.create threw java.lang.IllegalStateException: bad luck");
    PluginJar.write(jar, "Plugin", broken.replace("return \"broken\"", "return (String) null"));
    assertProblem("plug-in %s/broken.jar: Plugin.getName returned null");
    PluginJar.write(jar, "Plugin", broken.replace("return \"broken\"", "throw new Error(\"no\")"));
    assertProblem("plug-in %s/broken.jar: Plugin.getName threw java.lang.Error: no");
    PluginJar.write(
        jar,
        "Plugin",
        broken.replace("public String", "{ if (true) throw new Error(\"no\"); } public String"));
    assertProblem(
        "plug-in %s/broken.jar cannot be loaded: Provider Plugin could not be instantiated:"
            + " java.lang.Error: no");
  }

  @Test
  void aFunctionThatRefusesItsDefaultsIsAnError() throws IOException {
    plugin("picky", "throw a.invalid(\"depth\", \"must be given\");");
    assertProblem(
        "Plugin of plug-in %s/picky.jar rejects its own default arguments: depth must be given,"
            + " not nothing");
  }

  @Test
  void thereMustBeADirectory() throws IOException {
    Path missing = directory.resolve("missing");
    var error = assertThrows(PluginException.class, () -> PluginDirectory.load(missing));
    assertEquals("the plug-in directory " + missing + " does not exist", error.getMessage());
    Path file = Files.writeString(directory.resolve("one.jar"), "");
    error = assertThrows(PluginException.class, () -> PluginDirectory.load(file));
    assertEquals(file + " is a file; expected a directory with plug-in jars", error.getMessage());
  }

  /** The message is formatted with the directory. */
  private void assertProblem(String message) {
    var error = assertThrows(PluginException.class, this::compiler);
    assertEquals(message.formatted(directory), error.getMessage());
  }

  private TokenizedDocument corrupt(String spec) throws IOException {
    return compiler()
        .compile(NoiseSpec.parse(spec), new SmallVocabulary())
        .corrupt(DOCUMENT, new NoiseKey(1, 1, 1, 1, 0));
  }

  private NoiseCompiler compiler() throws IOException {
    return new NoiseCompiler(Noises.FACTORIES).with(PluginDirectory.load(directory));
  }

  private void plugin(String name, String body) throws IOException {
    plugin(name, name, body);
  }

  private void plugin(String jar, String name, String body) throws IOException {
    PluginJar.write(directory.resolve(jar + ".jar"), "Plugin", source("Plugin", name, body));
  }

  /** A factory; its {@code create} may throw anything, and calls the arguments {@code a}. */
  private static String source(String className, String name, String body) {
    return """
    import io.noisette.noising.spi.*;
    public final class %s implements NoisingFunctionFactory {
      public String getName() { return "%s"; }
      public NoisingFunction create(NoiseArguments a, Vocabulary vocabulary) {
        try { return make(a); } catch (Exception e) { throw sneak(e); }
      }
      private static NoisingFunction make(NoiseArguments a) throws Exception { %s }
      @SuppressWarnings("unchecked")
      private static <E extends Exception> RuntimeException sneak(Exception e) throws E { throw (E) e; }
    }
    """
        .formatted(className, name, body);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
