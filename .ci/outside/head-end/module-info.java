module headend {
  requires io.github.meter4j.dsmr;
}
