package io.noisette.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What disks, editors and attackers do to the bytes of a file. */
enum Mutation {
  FLIP_A_BIT {
    @Override
    byte[] of(byte[] bytes, RandomGenerator random) {
      byte[] changed = bytes.clone();
      changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      return changed;
    }
  },
  REPLACE_BYTES {
    @Override
    byte[] of(byte[] bytes, RandomGenerator random) {
      byte[] changed = bytes.clone();
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        changed[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      return changed;
    }
  },
  TRUNCATE {
    @Override
    byte[] of(byte[] bytes, RandomGenerator random) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
  },
  CUT_OUT {
    @Override
    byte[] of(byte[] bytes, RandomGenerator random) {
      int from = random.nextInt(bytes.length);
      int to = random.nextInt(from, bytes.length) + 1;
      return join(bytes, from, new byte[0], to);
    }
  },
  REPEAT {
    @Override
    byte[] of(byte[] bytes, RandomGenerator random) {
      int from = random.nextInt(bytes.length);
      int to = random.nextInt(from, bytes.length) + 1;
      return join(bytes, to, Arrays.copyOfRange(bytes, from, to), to);
    }
  },
  INSERT_BYTES {
    @Override
    byte[] of(byte[] bytes, RandomGenerator random) {
      byte[] noise = new byte[random.nextInt(1, 40)];
      random.nextBytes(noise);
      int at = random.nextInt(bytes.length);
      return join(bytes, at, noise, at);
    }
  },
  REPLACE_A_LONG {
    @Override
    byte[] of(byte[] bytes, RandomGenerator random) {
      byte[] number = new byte[Long.BYTES];
      long extreme = EXTREMES[random.nextInt(EXTREMES.length)];
      ByteBuffer.wrap(number).order(ByteOrder.LITTLE_ENDIAN).putLong(extreme);
      int at = random.nextInt(bytes.length);
      return join(bytes, at, number, Math.min(bytes.length, at + Long.BYTES));
    }
  },
  REPLACE_A_WORD {
    @Override
    byte[] of(byte[] bytes, RandomGenerator random) {
      List<MatchResult> words = WORD.matcher(new String(bytes, ISO_8859_1)).results().toList();
      if (words.isEmpty()) {
        return FLIP_A_BIT.of(bytes, random);
      }
      MatchResult word = words.get(random.nextInt(words.size()));
      String other = TEXTS[random.nextInt(TEXTS.length)];
      return join(bytes, word.start(), other.getBytes(ISO_8859_1), word.end());
    }
  };

  private static final Pattern WORD = Pattern.compile("\"[^\"\n]{0,80}\"|[\\w.+-]+");

  private static final long[] EXTREMES = {
    0,
    -1,
    1,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    1L << 40
  };

  private static final String[] TEXTS = {
    "0",
    "-1",
    "1e999",
    "-0.5",
    "2147483648",
    "99999999999999999999",
    "NaN",
    "null",
    "true",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "[[[[",
    "\"../x\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "'",
    "|",
    "(",
    ")",
    "=",
    "&a",
    "*a",
    "!!java.net.URL",
    "<<",
    "- - -",
    "\u00ff\u00fe",
    "\t",
    "\n",
    ""
  };

  /** A changed copy of at least one byte. */
  abstract byte[] of(byte[] bytes, RandomGenerator random);

  private static byte[] join(byte[] bytes, int before, byte[] middle, int after) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, before);
    out.writeBytes(middle);
    out.write(bytes, after, bytes.length - after);
    return out.toByteArray();
  }
}
