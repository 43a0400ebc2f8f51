/** Export of models as plain Hugging Face model directories. */
@NullMarked
package io.noisette.export;

import org.jspecify.annotations.NullMarked;
