/** The reader: who pumps a connection, and who gets what comes. No API. */
@NullMarked
package io.github.meter4j.internal.reader;

import org.jspecify.annotations.NullMarked;
