package io.noisette.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HtmlWriterTest {

  @Test
  void textsAndAttributesAreEscaped() {
    String hostile = "</p><script>alert(\"1\" & '2')</script>";
    String escaped =
        "&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;";
    assertEquals(
        "<p title=\"" + escaped + "\">" + escaped + "</p>",
        new HtmlWriter().element("p", hostile, "title", hostile).toString());
  }

  @Test
  void controlCharactersBecomeVisible() {
    assertEquals("a\uFFFDb\n\t", new HtmlWriter().text("a\u0000b\n\t").toString());
  }

  @Test
  void elementsAreClosedInTheirOrder() {
    HtmlWriter html = new HtmlWriter().open("ul").open("li").text("x").close();
    assertThrows(IllegalStateException.class, html::toString);
    assertEquals("<ul><li>x</li></ul>", html.close().toString());
  }

  @Test
  void anAttributeNeedsAValue() {
    HtmlWriter html = new HtmlWriter();
    assertThrows(IllegalArgumentException.class, () -> html.open("p", "class"));
  }
}
