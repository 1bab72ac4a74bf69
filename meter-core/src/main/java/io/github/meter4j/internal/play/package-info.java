/** Files and recordings, played. No API. */
@NullMarked
package io.github.meter4j.internal.play;

import org.jspecify.annotations.NullMarked;
