/** What a reader tells its user: states, counts, and readings as they come. */
@NullMarked
package io.github.meter4j.reader;

import org.jspecify.annotations.NullMarked;
