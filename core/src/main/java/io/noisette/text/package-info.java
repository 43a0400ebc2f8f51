/** Text files in, documents and sentences out. */
@NullMarked
package io.noisette.text;

import org.jspecify.annotations.NullMarked;
