package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Regular expressions that are compared with a whole text look at each of its characters a few
 * times, however long it is. Those that go back over what they have read take minutes for a
 * megabyte, or overflow the stack. Searching inside of a text is not tried.
 */
final class PatternsTest {

  private static final int LENGTH = 20_000;

  /** What is repeated to a long text, which ends with something else. */
  private static final List<String> REPEATED =
      List.of(
          "1", "1_", "1.", "a", "A", " ", "\t", "\n", "-", "a-", "a.", "a ", "a,", "(", "<", "{",
          "$");

  @Test
  void noneTakesTimeThatGrowsWithTheSquareOfTheText() throws ReflectiveOperationException {
    Map<String, String> slow = new TreeMap<>();
    int count = 0;
    for (JavaClass type : MainClasses.read()) {
      for (JavaField field : type.getFields()) {
        if (field.getRawType().isEquivalentTo(Pattern.class)
            && field.getModifiers().contains(JavaModifier.STATIC)) {
          Field pattern = field.reflect();
          pattern.setAccessible(true);
          count++;
          List<String> faults = findFaults((Pattern) pattern.get(null));
          if (!faults.isEmpty()) {
            slow.put(type.getSimpleName() + "." + field.getName(), String.join(", ", faults));
          }
        }
      }
    }
    assertTrue(count > 40, "patterns: " + count);
    assertEquals(Map.of(), slow);
  }

  /** The check itself finds what it looks for. */
  @Test
  void slowAndDeepOnesAreFound() {
    assertEquals(List.of(), findFaults(Pattern.compile("\\d++x")));
    assertTrue(findFaults(Pattern.compile("\\d+\\d*y")).contains("1 slow"));
    assertTrue(findFaults(Pattern.compile("(1|_)*y")).contains("1_ deep"));
  }

  private static List<String> findFaults(Pattern pattern) {
    List<String> faults = new ArrayList<>();
    for (String part : REPEATED) {
      String text = part.repeat(LENGTH / part.length()) + "\u0001";
      try {
        pattern.matcher(new Counted(text)).matches();
      } catch (TooManyReads e) {
        faults.add(part + " slow");
      } catch (StackOverflowError e) {
        faults.add(part + " deep");
      }
    }
    return faults;
  }

  private static final class TooManyReads extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** A text that refuses to be read too often. */
  private static final class Counted implements CharSequence {

    private final String text;
    private long left;

    Counted(String text) {
      this.text = text;
      left = 100L * text.length();
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw new TooManyReads();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
