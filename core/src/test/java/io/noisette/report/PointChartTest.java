package io.noisette.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.report.PointChart.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointChartTest {

  @Test
  void eachPointWithASpreadHasABarAroundIt() {
    String svg = draw(new Point(0, 10, 0), new Point(4, 14, 4), new Point(8, 18, 0));
    // The y axis goes from 10 to 18 over 222 units, from the bottom at 234.
    assertTrue(svg.contains("<polyline points=\"56,234 260,123 464,12\""), svg);
    assertTrue(svg.contains("d=\"M260 12V234M256 12h8M256 234h8\""), svg);
  }

  @Test
  void theDescriptionSaysAllNumbers() {
    String svg = draw(new Point(1, 18.428, 0), new Point(6, 17.98, 0.1));
    assertTrue(svg.contains("In points. k 1: 18.43; k 6: 17.98 ± 0.1000.</desc>"), svg);
    assertTrue(svg.contains("data-along=\"k\""), svg);
  }

  @Test
  void onePointAloneIsDrawn() {
    String svg = draw(new Point(3, 2, 0));
    assertEquals(1, svg.split("<polyline", -1).length - 1, svg);
    assertTrue(!svg.contains("NaN"), svg);
  }

  private static String draw(Point... points) {
    HtmlWriter html = new HtmlWriter();
    new PointChart("x", "Title", "points", "k", 0, 8, List.of(points)).draw(html);
    return html.toString();
  }
}
