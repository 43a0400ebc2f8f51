/** What this build of Noisette is made of. */
@NullMarked
package io.noisette.build;

import org.jspecify.annotations.NullMarked;
