package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.meter4j.dsmr.Dialect;
import io.github.meter4j.dsmr.Dsmr;
import io.github.meter4j.dsmr.DsmrTelegram;
import io.github.meter4j.dsmr.MBusDevice;
import io.github.meter4j.dsmr.MBusType;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HouseholdTest {
  private static final Instant NOON = Instant.parse("2026-07-02T10:00:00Z");
  private static final Measurand[] ENERGY = {
    Measurand.ACTIVE_ENERGY_IMPORT, Measurand.ACTIVE_ENERGY_EXPORT
  };

  private static Instant brussels(String local) {
    return LocalDateTime.parse(local).atZone(ZoneId.of("Europe/Brussels")).toInstant();
  }

  private static DsmrTelegram at(Household household, Instant time) {
    return Dsmr.decode(household.telegramAt(time));
  }

  /** In thousandths of the unit sent: W, Wh, litres. */
  private static long milli(DsmrTelegram telegram, Measurand measurand) {
    assertThat(telegram.require(measurand).scale()).isEqualTo(3);
    return telegram.require(measurand).unscaled();
  }

  private static long watts(DsmrTelegram telegram) {
    return milli(telegram, Measurand.ACTIVE_POWER_IMPORT)
        - milli(telegram, Measurand.ACTIVE_POWER_EXPORT);
  }

  private static long energy(DsmrTelegram telegram, Measurand measurand) {
    return milli(telegram, measurand.tariff(1)) + milli(telegram, measurand.tariff(2));
  }

  @ParameterizedTest
  @EnumSource(value = Profile.class, names = "GERMANY", mode = EnumSource.Mode.EXCLUDE)
  void countsExactlyTheEnergyOfThePowerItShows(Profile profile) {
    Household household = new Household(7, Instant.parse("2026-04-15T15:00:00Z"), profile);
    DsmrTelegram first = Dsmr.decode(household.next());
    long[] wattSeconds = new long[2];
    DsmrTelegram last = first;
    for (int second = 0; second < 5 * 3600; second++) {
      last = Dsmr.decode(household.next());
      wattSeconds[0] += milli(last, power(0));
      wattSeconds[1] += milli(last, power(1));
    }

    for (int i = 0; i < 2; i++) {
      double counted = energy(last, ENERGY[i]) - energy(first, ENERGY[i]);
      assertThat(counted).isGreaterThan(100).isCloseTo(wattSeconds[i] / 3600.0, within(2.0));
    }
  }

  private static Measurand power(int direction) {
    return direction == 0 ? Measurand.ACTIVE_POWER_IMPORT : Measurand.ACTIVE_POWER_EXPORT;
  }

  @Test
  void keepsWhatIsLessThanAWattHourForDays() {
    Household household = new Household(3, NOON);
    DsmrTelegram first = Dsmr.decode(household.next());
    long wattSeconds = 0;
    DsmrTelegram last = first;
    for (int second = 0; second < 100_000; second++) {
      byte[] telegram = household.next();
      if (second % 100 == 99) {
        last = Dsmr.decode(telegram);
      }
      wattSeconds += shown(telegram);
    }

    double net =
        energy(last, ENERGY[0])
            - energy(first, ENERGY[0])
            - energy(last, ENERGY[1])
            + energy(first, ENERGY[1]);
    assertThat(net).isCloseTo(wattSeconds / 3600.0, within(4.0));
  }

  /** Net power straight from the text: import is followed by export. */
  private static long shown(byte[] telegram) {
    String text = new String(telegram, java.nio.charset.StandardCharsets.ISO_8859_1);
    int at = text.indexOf("1-0:1.7.0(") + 10;
    int export = text.indexOf("1-0:2.7.0(") + 10;
    return digits(text, at) - digits(text, export);
  }

  private static long digits(String text, int at) {
    return 1000L * Integer.parseInt(text.substring(at, at + 2))
        + Integer.parseInt(text.substring(at + 3, at + 6));
  }

  @ParameterizedTest
  @EnumSource(value = Profile.class, names = "GERMANY", mode = EnumSource.Mode.EXCLUDE)
  void showsPhasesThatAddUpAndCurrentsThatFit(Profile profile) {
    Household household = new Household(1, Instant.parse("2026-03-08T06:00:00Z"), profile);
    for (int i = 0; i < 600; i++) {
      DsmrTelegram telegram = at(household, household.now().plusSeconds(97));
      long sum = 0;
      for (Phase phase : new Phase[] {Phase.L1, Phase.L2, Phase.L3}) {
        long watts = milli(telegram, power(0).on(phase)) - milli(telegram, power(1).on(phase));
        double volts = telegram.require(Measurand.VOLTAGE.on(phase)).toDouble();
        double amperes = telegram.require(Measurand.CURRENT.on(phase)).toDouble();
        double rounding = (profile == Profile.BELGIUM ? 0.005 : 0.5) * volts + 0.5;
        assertThat(volts).isBetween(207.0, 253.0);
        assertThat(volts * amperes)
            .isBetween(Math.abs(watts) - rounding, 1.02 * Math.abs(watts) + 45 + rounding);
        sum += watts;
      }
      assertThat(watts(telegram)).isEqualTo(sum);
    }
  }

  @Test
  void averagesTheQuarterHourAndKeepsTheHighestOfTheMonth() {
    Household household = new Household(5, brussels("2026-11-01T17:07:10"));
    long wattSeconds = -1;
    long highest = 0;
    Instant highestEnd = Instant.EPOCH;
    for (int second = 0; second < 3 * 3600; second++) {
      DsmrTelegram telegram = Dsmr.decode(household.next());
      boolean boundary = household.now().getEpochSecond() % 900 == 0;
      if (wattSeconds >= 0) {
        wattSeconds += milli(telegram, Measurand.ACTIVE_POWER_IMPORT);
        if (boundary && wattSeconds / 900 > highest) {
          highest = wattSeconds / 900;
          highestEnd = household.now();
        }
      }
      wattSeconds = boundary ? 0 : wattSeconds;
      if (wattSeconds >= 0) {
        assertThat(telegram.quarterHourDemand().orElseThrow().unscaled())
            .isEqualTo(wattSeconds / 900);
      }
    }

    var peak = Dsmr.decode(household.next()).monthlyPeak().orElseThrow();
    assertThat(peak.quantity().unscaled()).isEqualTo(highest).isGreaterThan(1_000);
    assertThat(peak.at().orElseThrow().instant()).contains(highestEnd);
  }

  @Test
  void movesTheHighestQuarterHourToTheHistoryAtTheEndOfTheMonth() {
    Household household = new Household(1, brussels("2026-10-31T23:59:58"));
    DsmrTelegram before = Dsmr.decode(household.next());
    DsmrTelegram after = at(household, brussels("2026-11-01T00:00:00"));

    assertThat(before.monthlyPeaks()).hasSize(13);
    assertThat(after.monthlyPeaks()).hasSize(13);
    var closed = after.monthlyPeaks().get(12);
    assertThat(closed.power()).isEqualTo(before.monthlyPeak().orElseThrow().quantity());
    assertThat(closed.monthEnd().instant()).contains(brussels("2026-11-01T00:00:00"));
    assertThat(after.monthlyPeaks().subList(0, 12)).isEqualTo(before.monthlyPeaks().subList(1, 13));
    assertThat(after.monthlyPeak().orElseThrow().quantity().unscaled()).isZero();
    assertThat(after.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-29T00:59:50Z", "2026-10-25T00:59:50Z"})
  void tellsTheSecondAcrossTheChangeOfTheClock(Instant before) {
    Household household = new Household(1, before);
    for (int i = 0; i < 3_700; i++) {
      DsmrTelegram telegram = Dsmr.decode(household.next());
      Instant expected = before.plusSeconds(i);
      var time = telegram.meterTime().orElseThrow();
      assertThat(time.instant()).contains(expected);
      assertThat(time.local())
          .contains(LocalDateTime.ofInstant(expected, ZoneId.of("Europe/Brussels")));
      Instant readAt = expected.minusSeconds(expected.getEpochSecond() % 300);
      assertThat(telegram.mbusDevices())
          .hasSize(2)
          .allSatisfy(
              device -> assertThat(device.readAt().orElseThrow().instant()).contains(readAt));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BELGIUM, 2026-07-03T06:59:59, 2",
    "BELGIUM, 2026-07-03T07:00:00, 1",
    "BELGIUM, 2026-07-03T21:59:59, 1",
    "BELGIUM, 2026-07-03T22:00:00, 2",
    "BELGIUM, 2026-07-04T12:00:00, 2",
    "BELGIUM, 2026-12-28T07:00:00, 1",
    "NETHERLANDS, 2026-07-03T06:59:59, 1",
    "NETHERLANDS, 2026-07-03T07:00:00, 2",
    "NETHERLANDS, 2026-07-03T22:59:59, 2",
    "NETHERLANDS, 2026-07-03T23:00:00, 1",
    "NETHERLANDS, 2026-07-05T12:00:00, 1"
  })
  void changesTheTariffByTheLocalHour(Profile profile, String local, int tariff) {
    Household household = new Household(1, brussels(local), profile);

    assertThat(Dsmr.decode(household.next()).activeTariff()).hasValue(tariff);
  }

  @Test
  void countsInTheRegisterOfTheTariff() {
    Household household = new Household(1, brussels("2026-12-03T21:59:00"));
    DsmrTelegram before = Dsmr.decode(household.next());
    DsmrTelegram change = at(household, brussels("2026-12-03T22:00:00"));
    DsmrTelegram after = at(household, brussels("2026-12-03T22:30:00"));
    Measurand high = Measurand.ACTIVE_ENERGY_IMPORT.tariff(1);
    Measurand low = Measurand.ACTIVE_ENERGY_IMPORT.tariff(2);

    assertThat(milli(change, low)).isEqualTo(milli(before, low));
    assertThat(milli(change, high)).isGreaterThan(milli(before, high));
    assertThat(milli(after, high)).isEqualTo(milli(change, high));
    assertThat(milli(after, low)).isGreaterThan(milli(change, low) + 50);
  }

  @ParameterizedTest
  @EnumSource(value = Profile.class, names = "GERMANY", mode = EnumSource.Mode.EXCLUDE)
  void sendsTelegramsWithoutAFault(Profile profile) {
    Household household = new Household(11, Instant.parse("2026-02-27T22:00:01Z"), profile);
    for (int i = 0; i < 500; i++) {
      DsmrTelegram telegram = at(household, household.now().plusSeconds(601));
      assertThat(telegram.faults()).isEmpty();
      assertThat(telegram.unparsed()).isEmpty();
      assertThat(telegram.integrity()).isEqualTo(Integrity.VERIFIED);
      assertThat(telegram.dialect())
          .isEqualTo(profile == Profile.BELGIUM ? Dialect.BELGIUM : Dialect.NETHERLANDS);
    }
  }

  @Test
  void exportsAroundNoonInSummerAndNeverAtNight() {
    int exporting = 0;
    for (int day = 0; day < 40; day++) {
      Household household = new Household(day, brussels("2026-06-20T03:00:00"));
      assertThat(watts(Dsmr.decode(household.next()))).isBetween(100L, 600L);
      exporting += watts(at(household, brussels("2026-06-20T13:45:00"))) < -500 ? 1 : 0;
    }

    assertThat(exporting).isGreaterThan(25);
  }

  @Test
  void burnsMoreGasInWinterAndDrawsWaterAllYear() {
    long[] winter = devicesOfTenDays("2026-01-10T00:00:00");
    long[] summer = devicesOfTenDays("2026-07-10T00:00:00");

    assertThat(winter[0]).isBetween(60_000L, 200_000L);
    assertThat(summer[0]).isBetween(2_000L, 12_000L);
    assertThat(winter[1]).isBetween(1_500L, 4_500L);
    assertThat(summer[1]).isBetween(1_500L, 4_500L);
  }

  private static long[] devicesOfTenDays(String local) {
    Household household = new Household(2, brussels(local));
    DsmrTelegram first = Dsmr.decode(household.next());
    DsmrTelegram last = at(household, household.now().plus(Duration.ofDays(10)));
    return new long[] {
      milli(last, Measurand.GAS_VOLUME) - milli(first, Measurand.GAS_VOLUME),
      milli(last, Measurand.WATER_VOLUME) - milli(first, Measurand.WATER_VOLUME)
    };
  }

  @Test
  void readsItsDevicesEveryFiveMinutes() {
    Household household = new Household(1, brussels("2026-01-10T07:12:34"));
    DsmrTelegram telegram = Dsmr.decode(household.next());

    var devices = telegram.mbusDevices();
    assertThat(devices)
        .extracting(device -> device.type().orElseThrow().medium())
        .containsExactly(MBusType.Medium.GAS, MBusType.Medium.WATER);
    assertThat(devices.get(0).readAt().orElseThrow().instant())
        .contains(brussels("2026-01-10T07:10:00"));
    assertThat(devices.get(1).readAt()).isEqualTo(devices.get(0).readAt());
  }

  @ParameterizedTest
  @EnumSource(value = Profile.class, names = "GERMANY", mode = EnumSource.Mode.EXCLUDE)
  void sendsTheSameTelegramsForTheSameSeedHoweverItIsAsked(Profile profile) {
    Household one = new Household(42, NOON, profile);
    Household other = new Household(42, NOON.plusMillis(900), profile);
    for (int i = 0; i < 2_000; i++) {
      one.next();
    }
    other.skipTo(NOON.plusSeconds(1_000));

    assertThat(one.next()).isEqualTo(other.telegramAt(NOON.plusSeconds(2_000)));
    assertThat(new Household(43, NOON, profile).next())
        .isNotEqualTo(new Household(42, NOON, profile).next());
  }

  @ParameterizedTest
  @EnumSource(value = Profile.class, names = "GERMANY", mode = EnumSource.Mode.EXCLUDE)
  void keepsAReplacedGasMeterOnTheFirstChannel(Profile profile) {
    List<MBusDevice> one = Dsmr.decode(new Household(1, NOON, profile).next()).mbusDevices();
    DsmrTelegram telegram =
        Dsmr.decode(new Household(1, NOON, profile).withReplacedGasMeter().next());
    List<MBusDevice> devices = telegram.mbusDevices();

    assertThat(telegram.faults()).isEmpty();
    assertThat(devices).hasSize(one.size() + 1);
    assertThat(devices).extracting(MBusDevice::channel).doesNotHaveDuplicates();
    MBusDevice old = devices.get(0);
    assertThat(old.channel()).isEqualTo(1);
    assertThat(old.type().orElseThrow().medium()).isEqualTo(MBusType.Medium.GAS);
    assertThat(old.register().orElseThrow()).hasToString("1.287 m3");
    assertThat(old.readAt().orElseThrow().instant())
        .contains(Instant.parse("2017-01-13T16:00:00Z"));
    MBusDevice live = devices.get(1);
    assertThat(live.channel()).isEqualTo(2);
    assertThat(live.type().orElseThrow().medium()).isEqualTo(MBusType.Medium.GAS);
    assertThat(live.register()).isEqualTo(one.get(0).register());
    assertThat(live.readAt()).isEqualTo(one.get(0).readAt());
    assertThat(live.id()).isNotEqualTo(old.id());
    assertThat(devices.stream().skip(2).map(MBusDevice::register))
        .isEqualTo(one.stream().skip(1).map(MBusDevice::register).toList());
  }

  @Test
  void hasNoGasMeterBehindAnEbz() {
    Household household = new Household(1, NOON, Profile.GERMANY);

    assertThatIllegalStateException().isThrownBy(household::withReplacedGasMeter);
  }

  @Test
  void sendsTheTelegramOfTheSameSecondAgain() {
    Household household = new Household(1, NOON);

    byte[] telegram = household.telegramAt(NOON.plusSeconds(5));

    assertThat(household.telegramAt(NOON.plusSeconds(5).plusMillis(999))).isEqualTo(telegram);
    assertThat(household.now()).isEqualTo(NOON.plusSeconds(5));
  }

  @Test
  void doesNotGoBack() {
    Household household = new Household(1, NOON);
    household.telegramAt(NOON.plusSeconds(5));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> household.telegramAt(NOON.plusSeconds(4)))
        .withMessageContaining("has passed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001-12-31T23:59:59Z", "2099-01-01T00:00:01Z"})
  void refusesAStartThatStampsCannotTell(Instant start) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Household(1, start))
        .withMessageContaining("2002");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2002-01-01T00:00:00Z", "2010-05-31T22:00:00Z", "2098-12-31T12:00:00Z"})
  void livesInAllOfThisCentury(Instant start) {
    DsmrTelegram telegram = Dsmr.decode(new Household(Long.MIN_VALUE, start).next());

    assertThat(telegram.meterTime().orElseThrow().instant()).contains(start);
    assertThat(telegram.faults()).isEmpty();
    assertThat(telegram.equipmentId().orElseThrow().text()).matches("1SAG1\\d{9}");
    assertThat(telegram.ean().orElseThrow().text()).matches("5414\\d{14}");
  }
}
