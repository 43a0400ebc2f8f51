package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageLinksTest {

  @Test
  void everyLinkLeadsToAFileAndAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Page page : Page.readAll()) {
      for (String link : page.links()) {
        if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
          broken.add(page.file() + ": " + link);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void aBrokenLinkIsFound() throws IOException {
    Page readme = Page.read("README.md");
    assertFalse(leadsSomewhere(readme, "docs/nowhere.md"));
    assertFalse(leadsSomewhere(readme, "docs/architecture.md#nowhere"));
  }

  private static boolean leadsSomewhere(Page page, String link) throws IOException {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path);
    if (!Files.exists(target)) {
      return false;
    }
    String name = Path.of("..").relativize(target.normalize()).toString();
    return hash < 0 || Page.read(name).anchors().contains(link.substring(hash + 1));
  }
}
