/**
 * Current Cost energy displays: the CC128, also sold as EnviR, and the Classic or CC02 before it.
 *
 * <p>{@link io.github.meter4j.currentcost.CurrentCost} is where to start.
 */
@NullMarked
package io.github.meter4j.currentcost;

import org.jspecify.annotations.NullMarked;
