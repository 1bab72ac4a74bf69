/**
 * Readings as text for other programs. The form is a contract: it is documented in {@code
 * docs/reference/json.md}, has a version, and only grows.
 */
@NullMarked
package io.github.meter4j.output;

import org.jspecify.annotations.NullMarked;
