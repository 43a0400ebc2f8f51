package io.noisette.nativelib;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Checks of who may replace native libraries, before they are loaded. */
public final class LibraryPermissions {

  private static final int STICKY = 0x200; // only its owner may rename what is in the directory

  private LibraryPermissions() {}

  /**
   * Checks that the cache of a native library is not writable for all users, who could otherwise
   * replace the library.
   *
   * @throws UsageException if every user may
   */
  public static void requireOwn(Path cache, String library) {
    Path own = NativeCache.real(cache);
    requireOwn(own, own.resolve(library), NativeCache.SETTING);
  }

  /**
   * Checks a directory of libraries, what is in it, and the directories above it.
   *
   * @param own real path of the directory that the user chose, from which on nothing may be open
   * @param libraries the same directory, or one in it
   * @param setting variable that names {@code own}, for the message
   */
  static void requireOwn(Path own, Path libraries, String setting) {
    for (Path path : LibraryFiles.list(libraries)) {
      requireClosed(isOpenToAll(path), path, setting);
    }
    Path below = libraries;
    for (Path path = below; path != null; path = path.getParent()) {
      boolean isAbove = path.getNameCount() < own.getNameCount();
      requireClosed(isOpenToAll(path) && !(isAbove && isKept(path, below)), path, setting);
      below = path;
    }
  }

  private static void requireClosed(boolean isOpen, Path path, String setting) {
    if (isOpen) {
      throw new UsageException(
          ("every user may write into %s, so native libraries are not loaded from there; set %s"
                  + " to a directory of yours, or take the permission away with chmod o-w")
              .formatted(path, setting));
    }
  }

  private static boolean isOpenToAll(Path path) {
    try {
      return Files.exists(path)
          && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // Windows has other permissions
    }
  }

  /** Returns true if others cannot replace a directory in one like {@code /tmp}, or made it. */
  private static boolean isKept(Path open, Path below) {
    try {
      boolean sticky = ((int) Files.getAttribute(open, "unix:mode") & STICKY) != 0;
      if (!sticky || !Files.exists(below)) {
        return sticky;
      }
      Object owner = Files.getAttribute(below, "unix:uid");
      return owner.equals(0) || owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return true; // no Linux
    }
  }
}
