/** Models with a classification, tagging or span head on the layers of any architecture. */
@NullMarked
package io.noisette.model.head;

import org.jspecify.annotations.NullMarked;
