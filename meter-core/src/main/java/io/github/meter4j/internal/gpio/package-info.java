/**
 * GPIO pins for the modules that need them, by Pi4J and without its types. Not part of the public
 * API.
 */
@NullMarked
package io.github.meter4j.internal.gpio;

import org.jspecify.annotations.NullMarked;
