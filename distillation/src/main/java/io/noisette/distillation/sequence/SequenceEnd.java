package io.noisette.distillation.sequence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a student has reached when its training was over.
 *
 * @param steps number of steps that it has made, fewer than planned with {@code --patience}
 * @param figures by the heading of their column
 */
record SequenceEnd(long steps, Map<String, Double> figures) {

  SequenceEnd {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
