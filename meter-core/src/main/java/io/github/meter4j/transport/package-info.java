/**
 * Transports that an application or a test makes by itself: bytes in memory, and recordings of what
 * a meter sent.
 */
@NullMarked
package io.github.meter4j.transport;

import org.jspecify.annotations.NullMarked;
