/** What j2mod is used for; the only package that names it. Not an API. */
@NullMarked
package io.github.meter4j.modbus.internal;

import org.jspecify.annotations.NullMarked;
