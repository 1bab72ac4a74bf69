/**
 * What drivers and transports implement. An application needs none of it.
 *
 * <p>Drivers and transports are found by {@link java.util.ServiceLoader}: provide them in {@code
 * module-info} and in {@code META-INF/services}.
 */
@NullMarked
package io.github.meter4j.spi;

import org.jspecify.annotations.NullMarked;
