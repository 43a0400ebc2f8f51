/** SHA-256 of files, as lower-case hexadecimal digits. */
@NullMarked
package io.noisette.digest;

import org.jspecify.annotations.NullMarked;
