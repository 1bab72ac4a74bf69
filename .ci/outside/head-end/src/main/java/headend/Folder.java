package headend;

import io.github.meter4j.dsmr.Dsmr;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

public class Folder {
  public static void main(String[] args) throws Exception {
    var twoThreads = Executors.newFixedThreadPool(2);
    try (var files = Files.list(Path.of(args[0]))) {
      var results = files.map(file -> twoThreads.submit(() -> Dsmr.decodeAll(Files.readAllBytes(file)))).toList();
      for (var result : results) {
        result.get().readings().forEach(telegram -> System.out.println(telegram.totalImport().orElseThrow()));
      }
    }
    twoThreads.shutdown();
  }
}
