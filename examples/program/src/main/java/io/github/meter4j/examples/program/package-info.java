/** What all example programs do alike: how they write, complain and end. */
package io.github.meter4j.examples.program;
