/** The eight LEDs of a Blinkt, and what they can show. */
@NullMarked
package io.github.meter4j.blinkt;

import org.jspecify.annotations.NullMarked;
