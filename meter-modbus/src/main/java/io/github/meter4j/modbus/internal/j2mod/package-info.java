/** What j2mod does here: Modbus ASCII, Modbus over UDP, and masters that a program brings. */
@NullMarked
package io.github.meter4j.modbus.internal.j2mod;

import org.jspecify.annotations.NullMarked;
