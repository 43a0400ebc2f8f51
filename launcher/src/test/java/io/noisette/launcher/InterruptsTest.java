package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import io.noisette.file.Uninterrupted;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channel;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An interrupt of the thread closes channels, so what uses one begins again. */
final class InterruptsTest {

  private static final JavaClasses CLASSES = MainClasses.read();

  @Test
  void everyChannelIsOpenedWithinUninterrupted() {
    List<String> alone = new ArrayList<>();
    Set<String> guarded = new TreeSet<>();
    for (JavaClass found : CLASSES) {
      for (JavaMethodCall call : found.getMethodCallsFromSelf()) {
        if (opensChannel(call)) {
          boolean isGuarded = call.isDeclaredInLambda() && callsUninterrupted(call.getOrigin());
          if (isGuarded) {
            guarded.add(found.getSimpleName());
          } else {
            alone.add(call.getDescription());
          }
        }
      }
    }
    assertEquals(List.of(), alone, "call these in a lambda that is given to Uninterrupted");
    assertTrue(guarded.containsAll(Set.of("SafetensorsWriter", "ProcessLock")), guarded::toString);
  }

  /**
   * One that is kept would be closed by an interrupt at its next use. That of a lock is not used;
   * an {@code ExactChannel} lives as long as a tensor is written.
   */
  @Test
  void noChannelIsKept() {
    Set<String> kept = new TreeSet<>();
    for (JavaClass found : CLASSES) {
      found.getFields().stream()
          .filter(field -> field.getRawType().isAssignableTo(Channel.class))
          .forEach(field -> kept.add(found.getSimpleName()));
    }
    assertEquals(Set.of("ExactChannel", "ProcessLock"), kept);
  }

  private static boolean opensChannel(JavaMethodCall call) {
    JavaClass owner = call.getTargetOwner();
    String name = call.getName();
    return name.equals("getChannel")
        || owner.isEquivalentTo(Channels.class)
        || (owner.isAssignableTo(FileChannel.class) && name.equals("open"))
        || (owner.isAssignableTo(AsynchronousFileChannel.class) && name.equals("open"))
        || (owner.isEquivalentTo(Files.class) && Set.of("newByteChannel", "lines").contains(name))
        || (owner.isEquivalentTo(FileSystems.class) && name.equals("newFileSystem"));
  }

  private static boolean callsUninterrupted(JavaCodeUnit unit) {
    return unit.getMethodCallsFromSelf().stream()
        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Uninterrupted.class));
  }
}
