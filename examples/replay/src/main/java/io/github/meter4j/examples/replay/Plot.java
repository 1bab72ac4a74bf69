package io.github.meter4j.examples.replay;

import io.github.meter4j.examples.replay.Series.Point;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Power and energy over time, as a picture. */
final class Plot {
  private static final int WIDTH = 1_600;
  private static final int HEIGHT = 500;

  private static final Set<Measurand> POWER =
      Set.of(
          Measurand.ACTIVE_POWER_IMPORT, Measurand.ACTIVE_POWER_EXPORT, Measurand.ACTIVE_POWER_NET);

  /** From here on the time of day says nothing on an axis. */
  private static final Duration LONG = Duration.ofDays(10);

  private final Path file;
  private final Duration gap;
  private final Map<Measurand, Series> power = new LinkedHashMap<>();
  private final Map<Measurand, Series> energy = new LinkedHashMap<>();
  private final Map<Measurand, Quantity> begin = new LinkedHashMap<>();

  /**
   * An empty picture.
   *
   * @param gap lines are not drawn across times that lie further apart
   */
  Plot(Path file, Duration gap) {
    this.file = file;
    this.gap = gap;
  }

  Path file() {
    return file;
  }

  boolean isEmpty() {
    return power.isEmpty() && energy.isEmpty();
  }

  void add(Instant time, List<Measurement> measurements) {
    for (Measurement measurement : measurements) {
      Measurand measurand = measurement.measurand();
      Quantity value = measurement.quantity();
      if (POWER.contains(measurand)) {
        add(power, measurand, time, value.in(Unit.KILOWATT));
      } else if (measurand.kind() == Measurand.Kind.ACTIVE_ENERGY
          && measurand.statistic() == Measurand.Statistic.ACTUAL) {
        Quantity kilowattHours = value.in(Unit.KILOWATT_HOUR);
        Quantity first = begin.computeIfAbsent(measurand, m -> kilowattHours);
        add(energy, measurand, time, kilowattHours.minus(first));
      }
    }
  }

  private void add(Map<Measurand, Series> all, Measurand measurand, Instant time, Quantity value) {
    all.computeIfAbsent(measurand, m -> new Series(gap)).add(time, value.toDouble());
  }

  /** Draws it as a PNG, above power and below the energy since the first telegram. */
  byte[] draw() throws IOException {
    List<XYChart> charts =
        Stream.of(
                chart("Power", "kW", power),
                chart("Energy since the first telegram", "kWh", energy))
            .filter(chart -> !chart.getSeriesMap().isEmpty())
            .toList();
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    BitmapEncoder.saveBitmap(charts, charts.size(), 1, picture, BitmapFormat.PNG);
    return picture.toByteArray();
  }

  private static XYChart chart(String title, String unit, Map<Measurand, Series> all) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .yAxisTitle(unit)
            .xAxisTitle("UTC")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    chart.getStyler().setTimezone(TimeZone.getTimeZone(ZoneOffset.UTC));
    // by itself the axis names months at places that are not their first days
    chart.getStyler().setDatePattern(isLong(all) ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm");
    all.forEach(
        (measurand, series) -> {
          List<Point> points = series.points();
          chart
              .addSeries(
                  name(measurand),
                  points.stream().map(Point::time).toList(),
                  points.stream().map(Point::mean).toList())
              .setMarker(SeriesMarkers.NONE)
              .setLineWidth(1);
        });
    return chart;
  }

  private static boolean isLong(Map<Measurand, Series> all) {
    return all.values().stream().anyMatch(series -> series.length().compareTo(LONG) > 0);
  }

  private static String name(Measurand measurand) {
    return measurand.name().replace("active_power_", "").replace("active_energy_", "");
  }
}
