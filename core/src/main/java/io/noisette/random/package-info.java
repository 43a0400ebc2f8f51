/** Counter-based randomness: values depend on a seed and their purpose, never on earlier draws. */
@NullMarked
package io.noisette.random;

import org.jspecify.annotations.NullMarked;
