package io.noisette.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShellWordTest {

  @Test
  void onlyWhatAShellWouldChangeIsQuoted() {
    assertEquals("noisette-quickstart/run", ShellWord.quote("noisette-quickstart/run"));
    assertEquals("'my run'", ShellWord.quote("my run"));
    assertEquals("'It'\\''s <mask> $HOME.'", ShellWord.quote("It's <mask> $HOME."));
  }
}
