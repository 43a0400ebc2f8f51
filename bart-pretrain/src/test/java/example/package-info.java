/** Programs that the documentation shows, as a user writes them: outside Noisette's packages. */
@NullMarked
package example;

import org.jspecify.annotations.NullMarked;
