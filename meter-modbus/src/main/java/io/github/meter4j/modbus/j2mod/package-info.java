/** For programs that use j2mod themselves; needs {@code com.ghgande:j2mod}. */
@NullMarked
package io.github.meter4j.modbus.j2mod;

import org.jspecify.annotations.NullMarked;
